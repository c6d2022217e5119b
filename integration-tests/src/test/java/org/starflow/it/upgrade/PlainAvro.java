package org.starflow.it.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.starflow.it.support.Stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Another party's client: Avro's own generic records, the registry over plain HTTP, Confluent's wire format by hand.
 * Nothing of the project's serializers is in it.
 */
final class PlainAvro {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int HEADER = 5;

    private final Stack stack;

    PlainAvro(Stack stack) {
        this.stack = stack;
    }

    /**
     * Registers a schema and gives its id.
     *
     * @throws AssertionError when the registry refuses it
     */
    int register(String subject, Schema schema) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("schema", schema.toString()));
        var request = HttpRequest.newBuilder(URI.create(stack.registryUrl() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return ask(request).get("id").asInt();
    }

    private Schema schema(int id) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(stack.registryUrl() + "/schemas/ids/" + id))
                .build();
        return new Schema.Parser().parse(ask(request).get("schema").asText());
    }

    private static JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
        var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** The record in another edition of its schema: fields of the same name copied, others at their default. */
    static GenericRecord in(Schema edition, SpecificRecord record) {
        var builder = new GenericRecordBuilder(edition);
        for (Schema.Field field : record.getSchema().getFields()) {
            if (edition.getField(field.name()) != null) {
                builder.set(field.name(), record.get(field.pos()));
            }
        }
        return builder.build();
    }

    byte[] write(int id, GenericRecord record) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(0);
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema(), new SpecificData()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Reads a record, whoever wrote it, in the reader's edition of the schema. */
    GenericRecord read(byte[] value, Schema edition) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        if (bytes.get() != 0) {
            throw new AssertionError("Expected the magic byte 0");
        }
        Schema writer = schema(bytes.getInt());
        var decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
        return new GenericDatumReader<GenericRecord>(writer, edition).read(null, decoder);
    }
}
