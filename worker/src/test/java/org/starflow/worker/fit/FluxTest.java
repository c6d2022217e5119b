package org.starflow.worker.fit;

import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.model.Manifest;
import org.starflow.model.ModelPackage;
import org.starflow.model.emulator.Emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FluxTest {
    private static final ModelPackage MODEL = ModelPackage.load(Path.of("../model/src/test/resources/tiny-package"));
    private static final List<Manifest.LabelSpec> LABELS = MODEL.manifest().labels();

    @Test
    void theFluxIsTheEmulatorsWindowByWindow() throws InterruptedException {
        // Given
        double[] labels = LabelValues.of(LABELS, middle());
        float[] expected;
        try (var emulator = Emulator.open(MODEL)) {
            expected = emulator.flux(new double[][] {labels})[0];
        }

        // When
        var fits = new FitEmulator();
        var view = FluxView.of(MODEL, fits.flux(MODEL, labels).orElseThrow());
        fits.close(null);

        // Then
        assertThat(view.windows()).hasSameSizeAs(MODEL.manifest().grid().windows());
        int from = 0;
        for (var window : view.windows()) {
            var flux =
                    ByteBuffer.wrap(Base64.getDecoder().decode(window.flux())).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(flux.remaining()).isEqualTo(window.n() * Float.BYTES);
            assertThat(flux.getFloat(0)).isEqualTo(expected[from]);
            from += window.n();
        }
        assertThat(view.mask()).isEqualTo(MODEL.manifest().mask());
    }

    @Test
    void labelsComeInTheOrderOfThePackage() {
        assertThat(LabelValues.of(LABELS, middle()))
                .containsExactly(LABELS.stream()
                        .mapToDouble(l -> (l.lower() + l.upper()) / 2)
                        .toArray());
    }

    @Test
    void aLabelThatIsMissingIsNamed() {
        // Given
        var parameters = middle();
        parameters.remove("logg");

        // Then
        assertThatThrownBy(() -> LabelValues.of(LABELS, parameters)).hasMessageContaining("'logg'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "1e9", "NaN", "Infinity", "hot", ""})
    void whatTheEmulatorDoesNotKnowIsRefused(String teff) {
        // Given
        var parameters = middle();
        parameters.putSingle("teff", teff);

        // Then
        assertThatThrownBy(() -> LabelValues.of(LABELS, parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'teff'");
    }

    private static MultivaluedHashMap<String, String> middle() {
        var parameters = new MultivaluedHashMap<String, String>();
        LABELS.forEach(l -> parameters.putSingle(l.key(), Double.toString((l.lower() + l.upper()) / 2)));
        return parameters;
    }
}
