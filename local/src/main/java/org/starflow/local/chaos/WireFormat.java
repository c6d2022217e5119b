package org.starflow.local.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.starflow.local.process.Http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Confluent's wire format through Avro's generic records, with the writer's schema from the registry. */
final class WireFormat {

    private static final int HEAD = 5;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String registryUrl;
    private final Map<Integer, Schema> schemas = new HashMap<>();

    WireFormat(String registryUrl) {
        this.registryUrl = registryUrl;
    }

    GenericRecord decode(byte[] bytes) throws IOException, InterruptedException {
        Schema schema = schema(ByteBuffer.wrap(bytes).getInt(1));
        var decoder = DecoderFactory.get().binaryDecoder(bytes, HEAD, bytes.length - HEAD, null);
        return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    }

    /** A record under the schema id of another one. */
    static byte[] encode(byte[] like, GenericRecord record) {
        var bytes = new ByteArrayOutputStream(like.length + 64);
        bytes.writeBytes(Arrays.copyOf(like, HEAD));
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("A record in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private Schema schema(int id) throws IOException, InterruptedException {
        Schema known = schemas.get(id);
        if (known == null) {
            URI address = URI.create(registryUrl + "/schemas/ids/" + id);
            HttpResponse<String> answer = Http.send(Http.request(address).build());
            if (answer.statusCode() != 200) {
                throw new IOException(address + ": expected status 200, found " + answer.statusCode());
            }
            known = new Schema.Parser()
                    .parse(MAPPER.readTree(answer.body()).path("schema").asText());
            schemas.put(id, known);
        }
        return known;
    }
}
