package org.starflow.model.projection;

import org.starflow.model.Manifest;

import java.util.Arrays;
import java.util.List;

/** Which pixels of the grid the model uses, and to which window each belongs. Immutable. */
public final class PixelMask {
    private final int[] windowStarts;
    private final double[] steps;
    private final boolean[] unmasked;
    private final int[] unmaskedByWindow;
    private final int unmaskedTotal;

    /** From the grid and the mask of a manifest. */
    public PixelMask(Manifest manifest) {
        List<Manifest.GridWindow> windows = manifest.grid().windows();
        windowStarts = new int[windows.size() + 1];
        steps = new double[windows.size()];
        unmasked = new boolean[manifest.grid().pixels()];
        unmaskedByWindow = new int[windows.size()];
        for (int w = 0; w < windows.size(); w++) {
            Manifest.GridWindow window = windows.get(w);
            windowStarts[w + 1] = windowStarts[w] + window.n();
            steps[w] = window.step();
            for (int i = 0; i < window.n(); i++) {
                boolean use = unmasked(manifest.mask(), window.wavelength(i));
                unmasked[windowStarts[w] + i] = use;
                unmaskedByWindow[w] += use ? 1 : 0;
            }
        }
        unmaskedTotal = Arrays.stream(unmaskedByWindow).sum();
    }

    private static boolean unmasked(List<Manifest.MaskInterval> mask, double wavelength) {
        return mask.stream().noneMatch(m -> wavelength >= m.from() && wavelength <= m.to());
    }

    /** Whether the model uses pixel p. */
    public boolean uses(int p) {
        return unmasked[p];
    }

    /** Number of windows, W. */
    public int windows() {
        return unmaskedByWindow.length;
    }

    /** First pixel of window w; for w = W, the number of pixels. */
    public int start(int w) {
        return windowStarts[w];
    }

    /** Å per pixel in window w. */
    public double step(int w) {
        return steps[w];
    }

    /** Unmasked pixels of window w. */
    public int unmasked(int w) {
        return unmaskedByWindow[w];
    }

    /** Unmasked pixels of all windows. */
    public int unmasked() {
        return unmaskedTotal;
    }
}
