package org.starflow.it.schemas;

import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.Project;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.schemas.registry.Compatibility;
import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.RegistryResponseException;
import org.starflow.schemas.registry.SchemaRegistryClient;
import org.starflow.schemas.serde.AvroDeserializer;
import org.starflow.schemas.serde.AvroSerializer;
import org.starflow.schemas.serde.SchemaRefusedException;
import org.starflow.schemas.serde.UnknownSchemaException;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Our client and serializer against a real registry with Confluent's REST API, and a real broker. */
class RegistryIT {
    private static Stack stack;
    private static SchemaRegistryClient client;

    @BeforeAll
    static void open() {
        stack = Stacks.shared();
        client = new SchemaRegistryClient(RegistryConfig.from(Map.of("schema.registry.url", stack.registryUrl())));
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void recordsCrossARealBroker() throws Exception {
        // Given
        var topic = SchemaTopic.create(stack, "cross");
        List<Object> records = List.of(SampleRecords.spectrum("étoile-1"), SampleRecords.spectrum("étoile-2"));
        // When
        topic.write(records);
        // Then
        assertThat(topic.read(2)).isEqualTo(records);
    }

    @Test
    void theRegistryHoldsTheSchemaOfTheFile() throws Exception {
        // Given
        var topic = SchemaTopic.create(stack, "file");
        var file = Project.root().resolve("schemas/src/main/avro/Spectrum.avsc");
        Schema schema = new Schema.Parser().parse(Files.readString(file));
        // When
        topic.write(List.of(SampleRecords.spectrum("s")));
        // Then
        var latest = client.latest(topic.subject());
        assertThat(latest.version()).isEqualTo(1);
        assertThat(latest.schema()).isEqualTo(schema);
        assertThat(latest.schema().toString()).isEqualTo(schema.toString());
        assertThat(client.schema(latest.id())).isEqualTo(schema);
        assertThat(client.lookUp(topic.subject(), schema, false)).isEqualTo(latest.id());
        assertThat(client.register(topic.subject(), schema, false)).isEqualTo(latest.id());
        assertThat(client.register(topic.subject() + "-other", schema, true)).isEqualTo(latest.id());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        notFound(() -> client.schema(999_999_999));
        notFound(() -> client.latest("no-such-subject"));
        notFound(() -> client.lookUp("no-such-subject", star("\"teff\"", "\"double\""), false));
    }

    @Test
    void anUnknownSchemaIsTheRecordsFault() {
        try (var deserializer = new AvroDeserializer(client)) {
            deserializer.configure(Map.of(), false);
            byte[] unknownId = {0, 0x3b, (byte) 0x9a, (byte) 0xc9, (byte) 0xff, 0};
            assertThatThrownBy(() -> deserializer.deserialize("t", unknownId))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining(stack.registryUrl() + "/schemas/ids/999999999");
            var headers = new RecordHeaders().add("__value_schema_id", unknownGuid());
            assertThatThrownBy(() -> deserializer.deserialize("t", headers, new byte[] {0}))
                    .isInstanceOf(UnknownSchemaException.class);
        }
    }

    @Test
    void theRegistryRefusesWhatBreaksSubscribers() throws Exception {
        // Given
        String subject = SchemaTopic.create(stack, "refuse").subject();
        Schema first = star("\"teff\"", "\"double\"");
        Schema optional = star("\"teff\"", "\"double\"", "\"note\"", "[\"null\",\"string\"],\"default\":null");
        Schema required = star("\"teff\"", "\"double\"", "\"logg\"", "\"double\"");
        client.register(subject, first, false);
        // Then
        assertThat(client.compatibility()).isEqualTo(Compatibility.FULL_TRANSITIVE);
        assertThat(client.isCompatible(subject, optional)).isTrue();
        assertThat(client.isCompatible(subject, required)).isFalse();
        assertThatThrownBy(() -> client.register(subject, required, false))
                .isInstanceOfSatisfying(
                        RegistryResponseException.class,
                        e -> assertThat(e.isSchemaRefused()).isTrue());
        client.register(subject, optional, false);
        assertThat(client.compatibility()).isEqualTo(Compatibility.FULL_TRANSITIVE);
    }

    @Test
    void theLevelOfOneSubjectCanBeSet() throws Exception {
        // Given
        String subject = SchemaTopic.create(stack, "level").subject();
        client.register(subject, star("\"teff\"", "\"double\""), false);
        // When
        client.setCompatibility(subject, Compatibility.NONE);
        // Then
        assertThat(client.register(subject, star("\"logg\"", "\"double\""), false))
                .isPositive();
        assertThat(client.compatibility()).isEqualTo(Compatibility.FULL_TRANSITIVE);
    }

    @Test
    void aSerializerMayNotRegisterWhatItIsNotAllowedTo() throws Exception {
        // Given
        var topic = SchemaTopic.create(stack, "closed");
        try (var closed = new AvroSerializer(client);
                var open = new AvroSerializer(client)) {
            closed.configure(Map.of("auto.register.schemas", false), false);
            open.configure(Map.of(), false);
            var spectrum = SampleRecords.spectrum("s");
            assertThatThrownBy(() -> closed.serialize(topic.name(), spectrum))
                    .isInstanceOf(UnknownSchemaException.class);
            // When
            byte[] bytes = open.serialize(topic.name(), spectrum);
            // Then
            assertThat(closed.serialize(topic.name(), spectrum)).isEqualTo(bytes);
            assertThatThrownBy(() -> open.serialize(topic.name(), SampleRecords.inference("s")))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining(topic.subject());
        }
    }

    @Test
    void aDeadUrlIsPassedOver() throws Exception {
        // Given
        var topic = SchemaTopic.create(stack, "failover");
        String urls = "http://127.0.0.1:1/apis/ccompat/v7," + stack.registryUrl();
        // When
        try (var second = new SchemaRegistryClient(RegistryConfig.from(Map.of("schema.registry.url", urls)))) {
            int id = second.register(topic.subject(), star("\"teff\"", "\"double\""), false);
            // Then
            assertThat(client.latest(topic.subject()).id()).isEqualTo(id);
        }
    }

    private static void notFound(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RegistryResponseException.class,
                        e -> assertThat(e.isNotFound()).as(e.getMessage()).isTrue());
    }

    private static byte[] unknownGuid() {
        byte[] guid = new byte[17];
        Arrays.fill(guid, (byte) 0x42);
        guid[0] = 1;
        return guid;
    }

    /** Names and types in turn. */
    private static Schema star(String... fields) {
        var text = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            text.append(i == 0 ? "" : ",").append("{\"name\":%s,\"type\":%s}".formatted(fields[i], fields[i + 1]));
        }
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Star\",\"namespace\":\"t\",\"fields\":[" + text + "]}");
    }
}
