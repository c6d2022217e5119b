package org.starflow.schemas.serde;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Examples;
import org.starflow.schemas.registry.FakeRegistry;
import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.SchemaRegistryClient;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Seeded garbage: nothing but the documented exceptions comes out, and it costs no more memory than its size allows.
 * {@code -Dstarflow.fuzz.rounds} makes it longer, {@code -Dstarflow.fuzz.seed} repeats one.
 */
class GarbageTest {
    private static final long SEED = Long.getLong("starflow.fuzz.seed", 20_261_126L);
    private static final int ROUNDS = Integer.getInteger("starflow.fuzz.rounds", 20_000);
    private static final int MAX_BYTES = 1 << 20;
    private static final long[] NUMBERS = {
        -1, 2, 63, 64, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE
    };
    /** A decoded item costs a few objects; an exception its stack trace. */
    private static final long BYTES_PER_RECORD = 1L << 20;

    @Test
    void neverAnythingElse() {
        try (var registry = new FakeRegistry();
                var client = new SchemaRegistryClient(RegistryConfig.from(Map.of(
                        "schema.registry.url", registry.url(), "max.retries", 0, "http.read.timeout.ms", 60_000)));
                var serializer = new AvroSerializer(client)) {
            // Given
            serializer.configure(Map.of(), false);
            byte[][] good = {
                serializer.serialize("starflow.spectra", Examples.fullSpectrum()),
                serializer.serialize("starflow.inferences", Examples.fullInference())
            };
            var decoder = new RecordDecoder(client, false, MAX_BYTES);
            var random = new SplittableRandom(SEED);
            int refused = 0;
            decode(decoder, good[0], Spectrum.class);
            decode(decoder, good[1], Inference.class);
            // When
            for (int i = 0; i < ROUNDS; i++) {
                byte[] bytes = good[i % 2].clone();
                switch (random.nextInt(4)) {
                    case 0 -> damage(bytes, random, 5);
                    case 1 -> {
                        random.nextBytes(bytes);
                        ByteBuffer.wrap(bytes).put((byte) 0).putInt(1 + i % 2);
                    }
                    case 2 -> bytes = number(bytes, random);
                    default -> damage(bytes, random, 0);
                }
                long before = allocated();
                boolean decoded = decode(decoder, bytes, i % 2 == 0 ? Spectrum.class : Inference.class);
                // Then
                assertThat(allocated() - before)
                        .as("bytes allocated in round %d of seed %d", i, SEED)
                        .isLessThan(BYTES_PER_RECORD);
                refused += decoded ? 0 : 1;
            }
            assertThat(refused).isGreaterThan(ROUNDS / 2);
        }
    }

    /** Overwrites a few bytes at or after {@code from}. */
    private static void damage(byte[] bytes, SplittableRandom random, int from) {
        int changes = random.nextInt(1, 6);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(from, bytes.length)] = (byte) random.nextInt();
        }
    }

    /** Another whole number where one may be: the length of a text, the items of an array, the branch of a union. */
    private static byte[] number(byte[] bytes, SplittableRandom random) {
        long value = NUMBERS[random.nextInt(NUMBERS.length)];
        var encoded = new ByteArrayOutputStream();
        for (long bits = (value << 1) ^ (value >> 63); ; bits >>>= 7) {
            if ((bits & ~0x7FL) == 0) {
                encoded.write((int) bits);
                break;
            }
            encoded.write((int) ((bits & 0x7F) | 0x80));
        }
        // Most of a record is pixels: its beginning has the structure.
        int at = random.nextInt(5, random.nextBoolean() ? Math.min(200, bytes.length) : bytes.length);
        int gone = random.nextInt(0, 3);
        var changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, at);
        changed.writeBytes(encoded.toByteArray());
        int rest = Math.min(at + gone, bytes.length);
        changed.write(bytes, rest, bytes.length - rest);
        return changed.toByteArray();
    }

    private static boolean decode(
            RecordDecoder decoder, byte[] bytes, Class<? extends org.apache.avro.specific.SpecificRecord> type) {
        try {
            decoder.decode(bytes, null, type);
            return true;
        } catch (MalformedRecordException | UnknownSchemaException e) {
            return false;
        } catch (RuntimeException e) {
            return fail("not a documented exception", e);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
