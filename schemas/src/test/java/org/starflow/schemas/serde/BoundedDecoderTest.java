package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** Every type of Avro, written by Avro's own encoders, whole arrays or in blocks that give their size. */
class BoundedDecoderTest {
    private static final String FIELDS = """
            {"name":"flag","type":"boolean"},{"name":"i","type":"int"},{"name":"l","type":"long"},
            {"name":"f","type":"float"},{"name":"d","type":"double"},{"name":"b","type":"bytes"},
            {"name":"s","type":"string"},{"name":"fix","type":{"type":"fixed","name":"Four","size":4}},
            {"name":"e","type":{"type":"enum","name":"Arm","symbols":["GREEN","RED"]}},
            {"name":"u","type":["null","string","long"]},
            {"name":"list","type":{"type":"array","items":{"type":"array","items":"long"}}},
            {"name":"map","type":{"type":"map","values":["null","bytes"]}}""";
    private static final Schema ALL = record(FIELDS);
    /** Reads the first and the last field and skips the others. */
    private static final Schema FIRST_AND_LAST = record(
            "{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"map\",\"type\":{\"type\":\"map\",\"values\":[\"null\",\"bytes\"]}}");

    private static final int ROUNDS = 300;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhatAvroWrites(boolean blocks) throws IOException {
        var random = new SplittableRandom(20_261_126);
        for (int i = 0; i < ROUNDS; i++) {
            // Given
            GenericRecord record = random(random);
            byte[] bytes = encode(record, blocks);
            // When
            var whole = new BoundedDecoder(bytes, 3, bytes.length - 5);
            Object read = new GenericDatumReader<>(ALL).read(null, whole);
            var skipping = new BoundedDecoder(bytes, 3, bytes.length - 5);
            var some = (GenericRecord) new GenericDatumReader<>(ALL, FIRST_AND_LAST).read(null, skipping);
            // Then
            assertThat(read).isEqualTo(record);
            assertThat(whole.remaining()).isZero();
            assertThat(some.get("flag")).isEqualTo(record.get("flag"));
            assertThat(some.get("map")).isEqualTo(record.get("map"));
            assertThat(skipping.remaining()).isZero();
        }
    }

    /** The record between three bytes before and two after it. */
    private static byte[] encode(GenericRecord record, boolean blocks) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[3]);
        var encoder = blocks
                ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null)
                : EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(ALL).write(record, encoder);
        encoder.flush();
        out.writeBytes(new byte[2]);
        return out.toByteArray();
    }

    private static GenericRecord random(SplittableRandom random) {
        var record = new GenericData.Record(ALL);
        record.put("flag", random.nextBoolean());
        record.put("i", random.nextInt() >> random.nextInt(32));
        record.put("l", random.nextLong() >> random.nextInt(64));
        record.put("f", (float) random.nextDouble());
        record.put("d", random.nextDouble());
        record.put("b", bytes(random));
        record.put("s", new Utf8("étoile ".repeat(random.nextInt(30))));
        byte[] four = new byte[4];
        random.nextBytes(four);
        record.put("fix", new GenericData.Fixed(ALL.getField("fix").schema(), four));
        record.put("e", new GenericData.EnumSymbol(ALL.getField("e").schema(), random.nextBoolean() ? "GREEN" : "RED"));
        record.put("u", List.of(random.nextLong(), new Utf8("u")).get(random.nextInt(2)));
        var list = new ArrayList<List<Long>>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(Arrays.stream(random.longs(random.nextInt(40)).toArray())
                    .boxed()
                    .toList());
        }
        record.put("list", list);
        var map = new HashMap<Utf8, ByteBuffer>();
        for (int i = random.nextInt(20); i > 0; i--) {
            map.put(new Utf8("key" + i), random.nextBoolean() ? bytes(random) : null);
        }
        record.put("map", map);
        return record;
    }

    private static ByteBuffer bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"All\",\"namespace\":\"t\",\"fields\":[" + fields + "]}");
    }
}
