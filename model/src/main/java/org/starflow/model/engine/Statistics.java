package org.starflow.model.engine;

/** Sample statistics in float64, in the order of the samples, defined as NumPy defines them. */
final class Statistics {
    private Statistics() {}

    static double mean(double[] values, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i];
        }
        return sum / n;
    }

    /** Σ (a − mean a)(b − mean b). */
    static double comoment(double[] a, double meanA, double[] b, double meanB, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum;
    }

    /** Quantile by linear interpolation between order statistics: {@code numpy.quantile}'s default. */
    static double quantile(double[] sorted, int n, double q) {
        double at = q * (n - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, n - 1);
        double t = at - below;
        double step = sorted[above] - sorted[below];
        return t < 0.5 ? sorted[below] + step * t : sorted[above] - step * (1 - t);
    }

    /** Lower triangle without the diagonal, row by row; 0 for a label without spread. */
    static double[] correlation(double[][] values, double[] means, int n) {
        int width = values.length;
        double[] squares = new double[width];
        for (int d = 0; d < width; d++) {
            squares[d] = comoment(values[d], means[d], values[d], means[d], n);
        }
        double[] packed = new double[width * (width - 1) / 2];
        int at = 0;
        for (int i = 1; i < width; i++) {
            for (int j = 0; j < i; j++) {
                double norm = Math.sqrt(squares[i]) * Math.sqrt(squares[j]);
                double r = comoment(values[i], means[i], values[j], means[j], n) / norm;
                packed[at++] = norm > 0 ? Math.clamp(r, -1.0, 1.0) : 0.0;
            }
        }
        return packed;
    }
}
