package org.starflow.schemas.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemaRegistryClientTest {
    private static final Schema STAR = SchemaBuilder.record("Star")
            .namespace("t")
            .fields()
            .requiredDouble("teff")
            .endRecord();

    private final FakeRegistry registry = new FakeRegistry();
    private SchemaRegistryClient client;

    @BeforeEach
    void open() {
        client = client(Map.of());
    }

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    private SchemaRegistryClient client(Map<String, Object> more) {
        var properties = new HashMap<String, Object>(Map.of("schema.registry.url", registry.url()));
        properties.putAll(more);
        return new SchemaRegistryClient(RegistryConfig.from(properties));
    }

    @Test
    void asksForEverySchemaOnce() {
        // Given
        int id = client.register("stars-value", STAR, false);
        // When
        for (int i = 0; i < 3; i++) {
            assertThat(client.register("stars-value", STAR, false)).isEqualTo(id);
            assertThat(client.lookUp("stars-value", STAR, false)).isEqualTo(id);
            assertThat(client.schema(id)).isEqualTo(STAR);
            assertThat(client.schema(FakeRegistry.guid(id))).isEqualTo(STAR);
            assertThat(client.latest("stars-value")).isEqualTo(new RegisteredSchema("stars-value", 1, id, STAR));
        }
        // Then
        assertThat(registry.requests())
                .extracting(r -> r.method() + " " + r.path())
                .containsExactly(
                        "POST /subjects/stars-value/versions",
                        "POST /subjects/stars-value",
                        "GET /schemas/ids/" + id,
                        "GET /schemas/guids/" + FakeRegistry.guid(id),
                        "GET /subjects/stars-value/versions/latest");
        assertThat(registry.requests().getFirst().contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
        assertThat(registry.requests().getFirst().accept()).startsWith("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void remembersAnUnknownIdForAShortTimeOnly() {
        try (SchemaRegistryClient forgetful = client(Map.of("missing.id.cache.ttl.sec", 0))) {
            // When
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> client.schema(99))
                        .isInstanceOfSatisfying(RegistryResponseException.class, e -> {
                            assertThat(e.isNotFound()).isTrue();
                            assertThat(e.code()).isEqualTo(40403);
                        })
                        .hasMessageContaining(registry.url() + "/schemas/ids/99")
                        .hasMessageContaining("HTTP 404, error code 40403: Schema not found");
            }
            assertThat(registry.requests()).hasSize(1);
            assertThatThrownBy(() -> forgetful.schema(1)).isInstanceOf(RegistryResponseException.class);
            registry.add("stars-value", STAR.toString());
            // Then
            assertThat(forgetful.schema(1)).isEqualTo(STAR);
        }
    }

    @Test
    void setsAndReadsTheCompatibilityLevel() {
        // When
        client.setCompatibility(Compatibility.FULL_TRANSITIVE);
        // Then
        assertThat(client.compatibility()).isEqualTo(Compatibility.FULL_TRANSITIVE);
        client.setCompatibility("a subject/with ümlaut", Compatibility.NONE);
        assertThat(registry.requests().getLast().path()).isEqualTo("/config/a%20subject%2Fwith%20%C3%BCmlaut");
        assertThat(client.isCompatible("stars-value", STAR)).isTrue();
        assertThat(registry.requests().getLast().path()).isEqualTo("/compatibility/subjects/stars-value/versions");
    }

    @Test
    void asksTheRegistryToNormalize() {
        client.register("stars-value", STAR, true);
        assertThat(registry.requests().getLast().path()).isEqualTo("/subjects/stars-value/versions?normalize=true");
    }

    @Test
    void followsReferences() {
        // Given
        registry.add("star", STAR.toString());
        var cluster = JsonNodeFactory.instance.objectNode();
        cluster.put(
                "schema",
                "{\"type\":\"record\",\"name\":\"Pair\",\"namespace\":\"t\",\"fields\":[{\"name\":\"a\",\"type\":\"Star\"},{\"name\":\"b\",\"type\":\"Star\"}]}");
        cluster.putArray("references")
                .addObject()
                .put("name", "t.Star")
                .put("subject", "star")
                .put("version", 1);
        int id = registry.add("pair", cluster);
        // When
        Schema schema = client.schema(id);
        // Then
        assertThat(schema.getField("b").schema()).isEqualTo(STAR);
    }

    @Test
    void refusesWhatIsNoAvroSchema() {
        // Given
        int json = registry.add(
                "j",
                JsonNodeFactory.instance.objectNode().put("schemaType", "JSON").put("schema", "{}"));
        int broken = registry.add("b", "{\"type\": \"nonsense\"}");
        int deep = registry.add("d", "[".repeat(5_000));
        // Then
        assertThatThrownBy(() -> client.schema(json))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessageContaining("JSON, not Avro");
        assertThatThrownBy(() -> client.schema(broken)).isInstanceOf(UnusableSchemaException.class);
        assertThatThrownBy(() -> client.schema(deep)).isInstanceOf(UnusableSchemaException.class);
    }
}
