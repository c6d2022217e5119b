package org.starflow.sink.api;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SamplesCatalogueTest {
    private static final Double[] SHIFT = {5500.0, 3.0};
    private static final Double[] SCALE = {1000.0, 2.0};

    @Test
    void halvesBecomeLabelsInTheirUnits() {
        // Given
        var packed = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        for (float x : new float[] {0.25f, -0.5f, 0f, 1f}) {
            packed.putShort(Float.floatToFloat16(x));
        }

        // When
        var samples = SamplesCatalogue.decode(List.of("teff", "logg"), 2, packed.array(), SHIFT, SCALE);

        // Then
        assertThat(samples.values()).isDeepEqualTo(new float[][] {{5750f, 2f}, {5500f, 5f}});
    }

    @Test
    void bytesThatAreMissingAreNotMadeUp() {
        // When
        var samples = SamplesCatalogue.decode(List.of("teff", "logg"), 100, new byte[6], SHIFT, SCALE);

        // Then
        assertThat(samples.n()).isEqualTo(1);
    }
}
