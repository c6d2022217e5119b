package org.starflow.schemas.registry;

import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RegistryConfigTest {
    private static final String URL = "schema.registry.url";

    @Test
    void readsSeveralUrls() {
        assertThat(RegistryConfig.from(Map.of(URL, " http://a:1/apis/ccompat/v7/ ,https://b"))
                        .endpoints())
                .extracting(Endpoint::base)
                .containsExactly("http://a:1/apis/ccompat/v7", "https://b");
        assertThat(RegistryConfig.from(Map.of(URL, List.of("http://a", "http://[::1]:2")))
                        .endpoints())
                .extracting(Endpoint::base)
                .containsExactly("http://a", "http://[::1]:2");
    }

    @Test
    void takesCredentialsFromEitherPlaceAndHidesThem() {
        // Given
        var user = new Password("ada:s:e cret");
        var expected = Optional.of(new BasicAuth("ada:s:e cret"));
        // When
        var plain = RegistryConfig.from(
                Map.of(URL, "http://a", "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", user));
        var prefixed = RegistryConfig.from(Map.of(
                URL,
                "http://a",
                "schema.registry.basic.auth.credentials.source",
                "USER_INFO",
                "schema.registry.basic.auth.user.info",
                user));
        var inUrl = RegistryConfig.from(Map.of(URL, "http://ada:s:e%20cret@a"));
        // Then
        for (RegistryConfig config : List.of(plain, prefixed, inUrl)) {
            assertThat(config.endpoints()).containsExactly(new Endpoint("http://a", expected));
            assertThat(config.toString() + config.endpoints())
                    .doesNotContain("cret")
                    .doesNotContain("ada");
        }
    }

    @Test
    void namesThePropertyThatIsWrong() {
        refuses(Map.of(), "schema.registry.url is not set");
        refuses(Map.of(URL, " , "), "schema.registry.url is not set");
        refuses(Map.of(URL, "localhost:8081"), "must be http://");
        refuses(Map.of(URL, "http://a", "max.retries", "many"), "max.retries must be a whole number from 0 to 100");
        refuses(Map.of(URL, "http://a", "max.retries", "-1"), "max.retries");
        refuses(Map.of(URL, "http://a", "http.read.timeout.ms", 0), "http.read.timeout.ms");
        refuses(Map.of(URL, "http://a", "basic.auth.credentials.source", "SASL_INHERIT"), "USER_INFO or URL");
        refuses(Map.of(URL, "http://a", "basic.auth.credentials.source", "USER_INFO"), "needs basic.auth.user.info");
        refuses(
                Map.of(URL, "http://a", "schema.registry.ssl.truststore.location", "/none.jks"),
                "schema.registry.ssl.truststore.location=/none.jks cannot be read as JKS");
    }

    @Test
    void neverQuotesAUrlThatMayHoldAPassword() {
        refuses(Map.of(URL, "http://ada:sec ret@a"), "schema.registry.url is not a URL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistryConfig.from(Map.of(URL, "http://ada:sec ret@a")))
                .withMessageNotContaining("ret@")
                .withNoCause();
    }

    @Test
    void hasBoundedDefaults() {
        var config = RegistryConfig.from(Map.of(URL, "http://a"));
        assertThat(config.retries().maxRetries()).isEqualTo(3);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.missingTtl()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.latestTtl()).isNegative();
        assertThat(config.ssl()).isEmpty();
    }

    private static void refuses(Map<String, Object> properties, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistryConfig.from(properties))
                .withMessageContaining(message);
    }
}
