package org.starflow.schemas.serde;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Examples;
import org.starflow.schemas.registry.FakeRegistry;
import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.SchemaRegistryClient;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Seeded garbage: nothing but the documented exceptions comes out, and it costs no more memory than its size allows. */
class GarbageTest {
    private static final long SEED = 20_261_126;
    private static final int ROUNDS = 20_000;
    private static final int MAX_BYTES = 1 << 20;
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
                switch (random.nextInt(3)) {
                    case 0 -> damage(bytes, random, 5);
                    case 1 -> {
                        random.nextBytes(bytes);
                        ByteBuffer.wrap(bytes).put((byte) 0).putInt(1 + i % 2);
                    }
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
