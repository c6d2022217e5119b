package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.it.support.Project;
import org.starflow.schemas.Topics;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.it.k8s.Manifests.containers;
import static org.starflow.it.k8s.Manifests.elements;
import static org.starflow.it.k8s.Manifests.environment;
import static org.starflow.it.k8s.Manifests.name;

/** Names, sizes and versions in the manifests are those of the code and of the build. */
class ContractTest {

    @ParameterizedTest
    @ValueSource(strings = {"dev", "gpu"})
    void topicsAreThoseOfTheCode(String overlay) {
        // Given
        int largest = (int) ServiceClasses.of("local")
                .constants("org.starflow.local.KafkaSettings")
                .get("MAX_MESSAGE_BYTES");
        var manifests = Kustomize.render(overlay);

        // When
        var topics = manifests.all("KafkaTopic");
        JsonNode broker = manifests.one("Kafka", "starflow").path("spec").path("kafka");

        // Then
        assertThat(topics)
                .extracting(Manifests::name)
                .containsExactlyInAnyOrder(Topics.SPECTRA, Topics.INFERENCES, Topics.REJECTS);
        assertThat(topics).allSatisfy(topic -> {
            JsonNode config = topic.path("spec").path("config");
            assertThat(config.path("max.message.bytes").asInt()).isEqualTo(largest);
            assertThat(config.path("retention.ms").asInt())
                    .as("the ledger counts them all")
                    .isEqualTo(-1);
        });
        assertThat(broker.path("config").path("message.max.bytes").asInt()).isEqualTo(largest);
        assertThat(broker.path("config").path("replica.fetch.max.bytes").asInt())
                .isEqualTo(largest);
        assertThat(broker.path("config").path("auto.create.topics.enable").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "gpu"})
    void addressesAreThoseOfTheServers(String overlay) {
        // Given
        var manifests = Kustomize.render(overlay);
        JsonNode kafka = manifests.one("Kafka", "starflow");
        JsonNode listener = kafka.path("spec").path("kafka").path("listeners").path(0);
        JsonNode registry = manifests.one("Service", "starflow-registry");
        JsonNode postgres = manifests.one("Cluster", "starflow-postgres");
        JsonNode sink = manifests.one("Deployment", "starflow-sink");
        JsonNode worker = manifests.one("Deployment", "starflow-worker");

        // Then
        for (JsonNode service : Set.of(sink, worker)) {
            assertThat(environment(service, "KAFKA_BOOTSTRAP_SERVERS").asText())
                    .isEqualTo(name(kafka) + "-kafka-bootstrap:"
                            + listener.path("port").asInt());
            assertThat(environment(service, "KAFKA_SASL_MECHANISM").asText())
                    .isEqualToIgnoringCase(
                            listener.path("authentication").path("type").asText());
            assertThat(environment(service, "KAFKA_SCHEMA_REGISTRY_URL").asText())
                    .isEqualTo("https://" + name(registry) + ":"
                            + registry.path("spec")
                                    .path("ports")
                                    .path(0)
                                    .path("port")
                                    .asInt() + "/apis/ccompat/v7");
            assertThat(secret(service, "KAFKA_SASL_JAAS_CONFIG"))
                    .as("the user of its own name")
                    .isEqualTo(name(service) + " sasl.jaas.config");
            assertThat(secret(service, "KAFKA_BASIC_AUTH_USER_INFO"))
                    .isEqualTo("starflow-registry-users " + name(service));
        }
        assertThat(environment(sink, "QUARKUS_DATASOURCE_JDBC_URL").asText())
                .startsWith("jdbc:postgresql://" + name(postgres) + "-rw:5432/"
                        + postgres.path("spec")
                                .path("bootstrap")
                                .path("initdb")
                                .path("database")
                                .asText()
                        + "?sslmode=verify-full");
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        // Given
        String pom = Files.readString(Project.root().resolve("pom.xml"));
        var manifests = Kustomize.render("gpu");

        // Then
        assertThat(manifests
                        .one("Kafka", "starflow")
                        .path("spec")
                        .path("kafka")
                        .path("version")
                        .asText())
                .isEqualTo(property(pom, "kafka-broker.version"));
        assertThat(image(manifests.one("Deployment", "starflow-registry")))
                .endsWith(":" + property(pom, "apicurio.version"));
        assertThat(manifests
                        .one("Cluster", "starflow-postgres")
                        .path("spec")
                        .path("imageName")
                        .asText())
                .endsWith(":" + property(pom, "postgres-binaries.version").split("\\.")[0]);
        for (String overlay : Kustomize.OVERLAYS) {
            assertThat(Kustomize.render(overlay).workloads())
                    .filteredOn(workload -> !name(workload).equals("starflow-registry"))
                    .allSatisfy(workload -> assertThat(image(workload)).endsWith(":" + projectVersion(pom)));
        }
    }

    @Test
    void streamRunsTheModelOfThisRelease() throws IOException {
        // Given
        JsonNode model = Manifests.file(Project.root().resolve("model/reference/model.json"));
        String tag = model.path("name").asText() + "-" + model.path("version").asText();

        // Then
        assertThat(property(Files.readString(Project.root().resolve("model/pom.xml")), "image.tag"))
                .isEqualTo(tag);
        for (String overlay : Set.of("dev", "gpu")) {
            assertThat(Models.tag(Kustomize.render(overlay).one("Deployment", "starflow-worker")))
                    .isEqualTo(tag);
        }
    }

    private static String image(JsonNode workload) {
        return containers(workload).findFirst().orElseThrow().path("image").asText();
    }

    private static String secret(JsonNode workload, String variable) {
        return containers(workload)
                .flatMap(container -> elements(container.path("env")))
                .filter(v -> v.path("name").asText().equals(variable))
                .map(v -> v.path("valueFrom").path("secretKeyRef"))
                .map(reference -> reference.path("name").asText() + " "
                        + reference.path("key").asText())
                .findFirst()
                .orElse("");
    }

    private static String property(String pom, String name) {
        return first(pom, "<" + Pattern.quote(name) + ">([^<]+)<");
    }

    private static String projectVersion(String pom) {
        return first(pom, "<artifactId>starflow</artifactId>\\s*<version>([^<]+)<");
    }

    private static String first(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
