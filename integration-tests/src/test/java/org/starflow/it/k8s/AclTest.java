package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.it.k8s.Manifests.elements;

/** The KafkaUsers are those of {@code k8s/acls.yaml}, and that list gives no more than each needs. */
class AclTest {
    private static final JsonNode LIST = Manifests.file(Kustomize.folder().resolve("acls.yaml"));

    @ParameterizedTest
    @ValueSource(strings = {"dev", "gpu"})
    void usersAreThoseOfTheList(String overlay) {
        // Given
        var wanted = elements(LIST.path("users"))
                .collect(Collectors.toMap(user -> user.path("name").asText(), user -> acls(user.path("acls"))));

        // When
        var users = Kustomize.render(overlay).all("KafkaUser");
        Map<String, Set<String>> found = users.stream()
                .collect(Collectors.toMap(
                        Manifests::name,
                        user -> acls(user.path("spec").path("authorization").path("acls"))));

        // Then
        assertThat(found).isEqualTo(wanted);
        assertThat(users)
                .allMatch(user ->
                        user.path("spec").path("authentication").path("type").equals(LIST.path("authentication")));
    }

    @Test
    void nobodyMayDoMoreThanReadWriteDescribe() {
        elements(LIST.path("users"))
                .flatMap(user -> elements(user.path("acls")))
                .forEach(acl -> {
                    assertThat(acl.path("resource").path("type").asText()).isIn("topic", "group", "transactionalId");
                    assertThat(acl.path("resource").path("name").asText()).startsWith("starflow");
                    assertThat(elements(acl.path("operations")).map(JsonNode::asText))
                            .isSubsetOf("Read", "Write", "Describe");
                });
    }

    @Test
    void onlyWorkersWriteResults() {
        assertThat(writersOf("starflow.inferences")).containsExactly("starflow-worker");
        assertThat(writersOf("starflow.rejects")).containsExactly("starflow-worker");
    }

    private static Set<String> writersOf(String topic) {
        return elements(LIST.path("users"))
                .filter(user -> elements(user.path("acls"))
                        .anyMatch(acl ->
                                acl.path("resource").path("type").asText().equals("topic")
                                        && topic.startsWith(acl.path("resource")
                                                .path("name")
                                                .asText())
                                        && elements(acl.path("operations"))
                                                .anyMatch(operation ->
                                                        operation.asText().equals("Write"))))
                .map(user -> user.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> acls(JsonNode acls) {
        return elements(acls)
                .map(acl -> acl.path("resource").path("type").asText() + " "
                        + acl.path("resource").path("name").asText() + " "
                        + acl.path("resource").path("patternType").asText() + " "
                        + elements(acl.path("operations"))
                                .map(JsonNode::asText)
                                .sorted()
                                .toList())
                .collect(Collectors.toSet());
    }
}
