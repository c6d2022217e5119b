package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.starflow.it.support.Project;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.it.k8s.Manifests.elements;
import static org.starflow.it.k8s.Manifests.name;

/** Every Secret that a manifest names is made by an operator or by {@code k8s/secrets.sh}, and has its row in the docs. */
class SecretsTest {
    static final List<String> OVERLAYS = Kustomize.OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everySecretIsMadeBySomebody(String overlay) throws IOException {
        // Given
        var base = Kustomize.render("gpu");
        var made = new TreeSet<>(scripted());
        base.all("KafkaUser").forEach(user -> made.add(name(user)));
        base.all("Kafka").forEach(kafka -> made.add(name(kafka) + "-cluster-ca-cert"));
        base.all("Cluster").forEach(cluster -> made.addAll(Set.of(name(cluster) + "-app", name(cluster) + "-ca")));

        // When
        var named = Kustomize.render(overlay).documents().stream()
                .flatMap(SecretsTest::named)
                .collect(Collectors.toSet());

        // Then
        assertThat(named).isNotEmpty();
        assertThat(made).containsAll(named);
    }

    @Test
    void everySecretOfTheScriptIsExplained() throws IOException {
        String docs = Files.readString(Project.root().resolve("docs/kubernetes.md"));

        assertThat(scripted())
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(docs).contains("`" + secret + "`"));
    }

    private static Set<String> scripted() throws IOException {
        return Pattern.compile("^(?:login|secret) (starflow-[a-z-]+)", Pattern.MULTILINE)
                .matcher(Files.readString(Kustomize.folder().resolve("secrets.sh")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<String> named(JsonNode node) {
        var here = Stream.of("secretKeyRef", "passwordSecret", "secret")
                .map(node::path)
                .flatMap(reference -> Stream.of(reference.path("name"), reference.path("secretName")))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
        var triggers = elements(node.path("secretTargetRef"))
                .map(reference -> reference.path("name").asText());
        return Stream.of(here, triggers, elements(node).flatMap(SecretsTest::named))
                .flatMap(stream -> stream);
    }
}
