package org.starflow.producer.reduce;

import org.starflow.model.Manifest;

import java.util.List;

/** The wavelength grid of a model: all windows one after the other, and the pixels that the model leaves out. */
public final class ModelGrid {
    private final List<Manifest.GridWindow> windows;
    private final double resolvingPower;
    private final double[] wavelength;
    private final boolean[] masked;

    /** The grid of a package. */
    public ModelGrid(Manifest manifest) {
        this(manifest.grid(), manifest.mask());
    }

    ModelGrid(Manifest.Grid grid, List<Manifest.MaskInterval> mask) {
        windows = List.copyOf(grid.windows());
        resolvingPower = grid.resolvingPower();
        wavelength = new double[grid.pixels()];
        masked = new boolean[grid.pixels()];
        int pixel = 0;
        for (Manifest.GridWindow window : windows) {
            for (int i = 0; i < window.n(); i++, pixel++) {
                double centre = window.wavelength(i);
                wavelength[pixel] = centre;
                masked[pixel] = mask.stream().anyMatch(m -> centre >= m.from() && centre <= m.to());
            }
        }
    }

    /** The windows in order of wavelength. */
    public List<Manifest.GridWindow> windows() {
        return windows;
    }

    /** λ/FWHM of a spectrum on this grid. */
    public double resolvingPower() {
        return resolvingPower;
    }

    /** Pixels of all windows. */
    public int pixels() {
        return wavelength.length;
    }

    /** Index of the first pixel of a window. */
    int offset(int window) {
        int offset = 0;
        for (int w = 0; w < window; w++) {
            offset += windows.get(w).n();
        }
        return offset;
    }

    /** Centre of a pixel, Å. */
    double wavelength(int pixel) {
        return wavelength[pixel];
    }

    /** Whether the model leaves a pixel out. */
    boolean masked(int pixel) {
        return masked[pixel];
    }
}
