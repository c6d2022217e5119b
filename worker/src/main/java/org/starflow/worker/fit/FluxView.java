package org.starflow.worker.fit;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.starflow.model.Manifest;
import org.starflow.model.ModelPackage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A re-simulated spectrum.
 *
 * @param model name of the model
 * @param version its version
 * @param medium air or vacuum, of every wavelength here
 * @param modelError relative error of the emulator that χ² is computed with
 * @param windows flux in units of the continuum
 * @param mask wavelengths, in Å, that the model never uses
 */
public record FluxView(
        String model,
        String version,
        String medium,
        @JsonProperty("model_error") double modelError,
        List<Window> windows,
        List<Manifest.MaskInterval> mask) {

    /**
     * A stretch of the grid.
     *
     * @param arm its name
     * @param start centre of the first pixel, Å
     * @param step distance between two pixels, Å
     * @param n number of pixels
     * @param flux n little-endian float32 in base64
     */
    public record Window(
            String arm,
            double start,
            double step,
            int n,
            @JsonProperty("flux_base64") String flux) {}

    static FluxView of(ModelPackage model, float[] flux) {
        Manifest manifest = model.manifest();
        var windows = new ArrayList<Window>();
        int from = 0;
        for (Manifest.GridWindow window : manifest.grid().windows()) {
            windows.add(new Window(
                    window.name(), window.start(), window.step(), window.n(), base64(flux, from, from + window.n())));
            from += window.n();
        }
        return new FluxView(
                manifest.name(),
                manifest.version(),
                manifest.grid().medium(),
                manifest.emulator().modelError(),
                windows,
                manifest.mask());
    }

    private static String base64(float[] flux, int from, int to) {
        var bytes = ByteBuffer.allocate((to - from) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int p = from; p < to; p++) {
            bytes.putFloat(flux[p]);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
