package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every document of every overlay is what its API knows, with no field that it does not. */
class SchemasTest {
    static final List<String> OVERLAYS = Kustomize.OVERLAYS;

    private static KubernetesSchemas schemas;

    @BeforeAll
    static void load() {
        schemas = KubernetesSchemas.load();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyDocumentIsValid(String overlay) {
        // Given
        var manifests = Kustomize.render(overlay);

        // When
        var faults = manifests.documents().stream()
                .flatMap(document -> schemas.check(document).stream()
                        .map(fault -> document.path("kind").asText() + " " + Manifests.name(document) + fault))
                .toList();

        // Then
        assertThat(manifests.documents()).isNotEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void faultsAreFound() {
        // Given
        var manifests = Kustomize.render("gpu");
        var deployment =
                (ObjectNode) manifests.one("Deployment", "starflow-worker").deepCopy();
        var kafka = (ObjectNode) manifests.one("Kafka", "starflow").deepCopy();
        var scaler =
                (ObjectNode) manifests.one("ScaledObject", "starflow-worker").deepCopy();

        // When
        ((ObjectNode) deployment.path("spec")).put("replicas", "two");
        ((ObjectNode) Manifests.pod(deployment)).put("enableServiceLink", false);
        ((ObjectNode) kafka.path("spec").path("kafka")).put("verison", "4.2.1");
        ((ObjectNode) scaler.path("spec")).remove("triggers");
        var faults = Stream.of(deployment, kafka, scaler)
                .flatMap(document -> schemas.check(document).stream())
                .toList();

        // Then
        assertThat(faults).hasSize(4);
        assertThat(String.join("\n", faults)).contains("replicas", "enableServiceLink", "verison", "triggers");
    }
}
