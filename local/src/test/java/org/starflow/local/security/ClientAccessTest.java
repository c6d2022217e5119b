package org.starflow.local.security;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAccessTest {

    private static final ClientAccess ACCESS =
            new ClientAccess("starflow-sink", "open-sesame", Path.of("/home/tls/certificate.pem"));

    @Test
    void theEnvironmentNamesEverySettingOfKafkaAndTheRegistry() {
        assertThat(ACCESS.environment())
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                .containsEntry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512")
                .containsEntry("KAFKA_SSL_TRUSTSTORE_LOCATION", "/home/tls/certificate.pem")
                .containsEntry("KAFKA_BASIC_AUTH_USER_INFO", "starflow-sink:open-sesame")
                .containsEntry("KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE", "PEM");
        assertThat(ACCESS.environment().get("KAFKA_SASL_JAAS_CONFIG"))
                .contains("username=\"starflow-sink\"", "password=\"open-sesame\"");
    }

    @Test
    void nothingIsPrintedByAccident() {
        assertThat(ACCESS.toString()).contains("starflow-sink").doesNotContain("open-sesame");
    }
}
