package org.starflow.sink.spectrum;

import com.fasterxml.jackson.databind.ObjectMapper;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The file is read by a FITS library that had no part in writing it. */
class SpectrumFileTest {
    @Test
    void holdsFluxUncertaintyAndFit() throws Exception {
        // Given
        var fit = new ObjectMapper()
                .readTree("{\"windows\":[{\"arm\":\"green\",\"start\":5160.05,\"n\":3,\"flux_base64\":\"%s\"}]}"
                        .formatted(base64(0.9f, 0.6f, 0.7f)));

        // When
        byte[] file = SpectrumFile.of(TestSpectrum.of("one"), fit, "model 1", Map.of("teff", 5777.0));

        // Then
        assertThat(file.length % 2880).isZero();
        try (var fits = new Fits(new ByteArrayInputStream(file))) {
            var table = (BinaryTableHDU) fits.getHDU(1);
            assertThat(table.getNRows()).isEqualTo(6);
            assertThat((double[]) table.getColumn("WAVE")).startsWith(5160.05).hasSize(6);
            assertThat((float[]) table.getColumn("FLUX")).startsWith(1f, Float.NaN, 0.75f);
            assertThat((float[]) table.getColumn("ERR_FLUX")).startsWith(0.1f).endsWith(Float.NaN);
            assertThat((float[]) table.getColumn("FIT"))
                    .startsWith(0.9f, 0.6f, 0.7f)
                    .endsWith(Float.NaN);
            var header = table.getHeader();
            assertThat(header.getStringValue("SPECUID")).isEqualTo("one");
            assertThat(header.getStringValue("OBJECT")).isEqualTo("it's ? Cen");
            assertThat(header.getDoubleValue("SNR")).isEqualTo(100);
            assertThat(header.getDoubleValue("TEFF")).isEqualTo(5777);
            assertThat(header.getStringValue("TUNIT1")).isEqualTo("Angstrom");
        }
    }

    @Test
    void hasNoColumnForAFitThatThereIsNot() throws Exception {
        // When
        byte[] file = SpectrumFile.of(TestSpectrum.of("one"), null, "model 1", Map.of());

        // Then
        try (var fits = new Fits(new ByteArrayInputStream(file))) {
            assertThat(((BinaryTableHDU) fits.getHDU(1)).getNCols()).isEqualTo(3);
        }
    }

    private static String base64(float... values) {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
