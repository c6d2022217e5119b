package org.starflow.sink.spectrum;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

class SpectrumMapperTest {
    @Test
    void pixelsThatMustNotBeUsedAreNotNumbers() {
        // Given
        var spectrum = TestSpectrum.of("one");

        // Then
        assertThat(SpectrumMapper.flux(spectrum.getWindows().getFirst())).containsExactly(1f, Float.NaN, 0.75f);
        assertThat(SpectrumMapper.flux(spectrum.getWindows().getLast())).containsExactly(1f, Float.NaN, 0.75f);
    }

    @Test
    void errorsAreStandardDeviations() {
        // Given
        var spectrum = TestSpectrum.of("one");

        // Then
        assertThat(SpectrumMapper.error(spectrum.getWindows().getFirst())).containsExactly(0.1f, Float.NaN, 0.05f);
        assertThat(SpectrumMapper.error(spectrum.getWindows().getLast())).isNull();
    }

    @Test
    void pixelsTravelAsLittleEndianFloats() {
        // When
        var view = SpectrumMapper.view(TestSpectrum.of("one"), true).windows().getFirst();

        // Then
        var floats = ByteBuffer.wrap(Base64.getDecoder().decode(view.flux())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(floats.getFloat(8)).isEqualTo(0.75f);
        assertThat(SpectrumMapper.view(TestSpectrum.of("one"), false)
                        .windows()
                        .getFirst()
                        .flux())
                .isNull();
    }
}
