package org.starflow.producer.reduce;

import org.starflow.producer.read.Pixels;

/**
 * A spectrum averaged over equidistant bins in ln λ, and its line depths, for cross-correlation. All spectra of one grid
 * and step share their bin edges: bin 0 of the template is bin {@code margin} of the observed one.
 */
final class LogFlux {
    private static final int MIN_OVERLAP = 100;

    private final int margin;
    private final double[] depth;
    private final boolean[] good;

    private LogFlux(int margin, double[] flux, boolean[] good, double step) {
        this.margin = margin;
        this.good = good;
        this.depth = LineDepth.of(flux, good, step);
    }

    /** Observed pixels over the windows of a grid, widened by {@code margin}; step and margin in km/s. */
    static LogFlux observed(Pixels pixels, ModelGrid grid, double step, double margin) {
        int bins = (int) Math.ceil(margin / step);
        return of(pixels.wavelength(), pixels.flux(), pixels.good(), grid, step, bins);
    }

    /** A synthetic spectrum on the model grid, without the pixels that the model leaves out. Step in km/s. */
    static LogFlux template(float[] flux, ModelGrid grid, double step) {
        int n = grid.pixels();
        var wavelength = new double[n];
        var values = new double[n];
        var good = new boolean[n];
        for (int i = 0; i < n; i++) {
            wavelength[i] = grid.wavelength(i);
            values[i] = flux[i];
            good[i] = !grid.masked(i);
        }
        return of(wavelength, values, good, grid, step, 0);
    }

    private static LogFlux of(
            double[] wavelength, double[] flux, boolean[] good, ModelGrid grid, double step, int margin) {
        double d = step / Doppler.C;
        double start = Math.log(grid.wavelength(0)) - margin * d;
        double end = Math.log(grid.wavelength(grid.pixels() - 1)) + margin * d;
        int n = (int) Math.floor((end - start) / d);
        var sum = new double[n];
        var weight = new double[n];
        double[] edges = PixelEdges.of(wavelength);
        for (int i = 0; i < wavelength.length; i++) {
            if (!good[i] || edges[2 * i] <= 0) {
                continue;
            }
            double left = Math.max(0, (Math.log(edges[2 * i]) - start) / d);
            double right = Math.min(n, (Math.log(edges[2 * i + 1]) - start) / d);
            for (int bin = (int) left; bin < right; bin++) {
                double overlap = Math.min(right, bin + 1) - Math.max(left, bin);
                sum[bin] += overlap * flux[i];
                weight[bin] += overlap;
            }
        }
        var filled = new boolean[n];
        for (int bin = 0; bin < n; bin++) {
            filled[bin] = weight[bin] > 0.5;
            sum[bin] = filled[bin] ? sum[bin] / weight[bin] : 0;
        }
        return new LogFlux(margin, sum, filled, d);
    }

    /** Correlation coefficient of this template with observed depths at each lag, in steps; positive: receding. */
    double[] correlate(LogFlux observed, int fromLag, int toLag) {
        var result = new double[toLag - fromLag + 1];
        for (int lag = fromLag; lag <= toLag; lag++) {
            result[lag - fromLag] = correlation(observed, lag);
        }
        return result;
    }

    /** Bins that count at a lag. */
    int overlap(LogFlux observed, int lag) {
        int shift = lag + observed.margin - margin;
        int n = 0;
        for (int i = Math.max(0, -shift); i < Math.min(depth.length, observed.depth.length - shift); i++) {
            n += good[i] && observed.good[i + shift] ? 1 : 0;
        }
        return n;
    }

    private double correlation(LogFlux observed, int lag) {
        int shift = lag + observed.margin - margin;
        int n = 0;
        double st = 0;
        double so = 0;
        double stt = 0;
        double soo = 0;
        double sto = 0;
        for (int i = Math.max(0, -shift); i < Math.min(depth.length, observed.depth.length - shift); i++) {
            if (good[i] && observed.good[i + shift]) {
                double t = depth[i];
                double o = observed.depth[i + shift];
                n++;
                st += t;
                so += o;
                stt += t * t;
                soo += o * o;
                sto += t * o;
            }
        }
        double norm = (stt - st * st / n) * (soo - so * so / n);
        return n < MIN_OVERLAP || !(norm > 0) ? 0 : (sto - st * so / n) / Math.sqrt(norm);
    }
}
