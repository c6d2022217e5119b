package org.starflow.model;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.starflow.model.projection.Projector;
import org.starflow.v1.Spectrum;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records that Avro accepts and nobody meant: every one is decoded and projected, or refused with a reason, in bounded
 * memory. {@code -Dstarflow.fuzz.rounds} makes it longer, {@code -Dstarflow.fuzz.seed} repeats one.
 */
class SpectrumFuzzTest {
    private static final int ROUNDS = Integer.getInteger("starflow.fuzz.rounds", 3_000);
    private static final long SEED = Long.getLong("starflow.fuzz.seed", 20_261_126L);
    /** A few arrays of the grid and the matrices of one projection. */
    private static final long BYTES = 64L << 20;

    private static final double[] NUMBERS = {
        0, -0.0, 1, -1, 1e-300, -1e300, 1e300, 5e-324, 5160, 1e6, 20_000, Double.NaN, Double.POSITIVE_INFINITY
    };
    private static final float[] PIXELS = {
        0, -0f, 1, -1, 1e-38f, 1e38f, -1e38f, 1.4e-45f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
    };
    private static final int[] COUNTS = {0, -1, 1, 2, 1000, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30};
    private static final String[] TEXTS = {"", " ", "\0", "id\0", "\uD800", "é".repeat(300), "'; DROP TABLE result; --"
    };
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());
    private final SpectrumDecoder decoder = new SpectrumDecoder(model);
    private final Projector projector = new Projector(model.manifest(), model.basis());
    private final TestSpectra spectra = new TestSpectra(model);

    @Test
    void everyRecordIsProjectedOrRefusedWithAReason() {
        // Given
        var random = new SplittableRandom(SEED);
        int refused = 0;
        int projected = 0;

        for (int round = 0; round < ROUNDS; round++) {
            Spectrum.Builder builder = spectra.mean();
            int changes = random.nextInt(1, 4);
            for (int i = 0; i < changes; i++) {
                change(builder, random);
            }
            Spectrum spectrum = builder.build();
            long memory = THREADS.getCurrentThreadAllocatedBytes();

            // When / Then
            switch (decoder.decode(spectrum)) {
                case DecodedSpectrum.Invalid(var code, var message) -> {
                    assertThat(code).isNotNull();
                    assertThat(message).isNotBlank().hasSizeLessThan(1000);
                    refused++;
                }
                case DecodedSpectrum.Valid valid -> {
                    assertThat(projector.project(valid.grid())).isNotNull();
                    projected++;
                }
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory)
                    .as("bytes allocated in round %d of seed %d", round, SEED)
                    .isLessThan(BYTES);
        }
        assertThat(refused).isPositive();
        assertThat(projected).isPositive();
    }

    private static void change(Spectrum.Builder s, SplittableRandom random) {
        switch (random.nextInt(12)) {
            case 0 -> s.setSpectrumId(TEXTS[random.nextInt(TEXTS.length)]);
            case 1 -> s.setTargetId(TEXTS[random.nextInt(TEXTS.length)]);
            case 2 -> s.setSnr(random.nextBoolean() ? null : number(random));
            case 3 -> s.setResolvingPower(number(random));
            case 4 -> s.setWavelengthMedium(WavelengthMedium.values()[random.nextInt(3)]);
            case 5 -> s.setRestFrame(random.nextBoolean());
            case 6 -> s.setNormalised(random.nextBoolean());
            case 7 -> s.setWindows(windows(s.getWindows(), random));
            default -> {
                if (!s.getWindows().isEmpty()) {
                    var changed = new ArrayList<>(s.getWindows());
                    int w = random.nextInt(changed.size());
                    changed.set(w, pixels(changed.get(w), random));
                    s.setWindows(changed);
                }
            }
        }
    }

    private static List<Window> windows(List<Window> windows, SplittableRandom random) {
        var changed = new ArrayList<>(windows);
        switch (random.nextInt(4)) {
            case 0 -> changed.clear();
            case 1 -> changed.addAll(windows);
            case 2 -> Collections.reverse(changed);
            default -> {
                if (!changed.isEmpty()) {
                    changed.removeLast();
                }
            }
        }
        return changed;
    }

    private static Window pixels(Window window, SplittableRandom random) {
        Window.Builder changed = Window.newBuilder(window);
        switch (random.nextInt(7)) {
            case 0 -> changed.setN(COUNTS[random.nextInt(COUNTS.length)]);
            case 1 -> changed.setWavelengthStart(number(random));
            case 2 -> changed.setWavelengthStep(number(random));
            case 3 -> changed.setFlux(ByteBuffer.allocate(random.nextInt(1 << 12)));
            case 4 ->
                changed.setQuality(
                        ByteBuffer.allocate(random.nextBoolean() ? Math.clamp(window.getN(), 0, 1 << 16) : 3));
            case 5 -> changed.setInverseVariance(damaged(window.getFlux(), random));
            default -> changed.setFlux(damaged(window.getFlux(), random));
        }
        return changed.build();
    }

    private static ByteBuffer damaged(ByteBuffer from, SplittableRandom random) {
        ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        to.put(from.duplicate()).flip();
        int every = random.nextInt(1, 50);
        for (int at = 0; at + Float.BYTES <= to.limit(); at += Float.BYTES * random.nextInt(1, every + 1)) {
            to.putFloat(at, PIXELS[random.nextInt(PIXELS.length)]);
        }
        return to;
    }

    private static double number(SplittableRandom random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
