package org.starflow.producer.reduce;

/**
 * Flux on the model grid. Arrays are shared, not copied.
 *
 * @param flux one value a pixel; 0 where not good
 * @param variance of the flux, or null where unknown
 * @param good whether the pixel has a value
 */
record GridFlux(double[] flux, double[] variance, boolean[] good) {
    /** The flux divided by a continuum; pixels where that is not positive, or the ratio not finite, become bad. */
    GridFlux dividedBy(double[] continuum) {
        int n = flux.length;
        var divided = new double[n];
        var dividedVariance = variance == null ? null : new double[n];
        var stillGood = new boolean[n];
        for (int i = 0; i < n; i++) {
            stillGood[i] = good[i] && continuum[i] > 0;
            if (stillGood[i]) {
                divided[i] = flux[i] / continuum[i];
                stillGood[i] = Double.isFinite(divided[i]);
            }
            if (stillGood[i]) {
                if (dividedVariance != null) {
                    dividedVariance[i] = variance[i] / (continuum[i] * continuum[i]);
                }
            }
        }
        return new GridFlux(divided, dividedVariance, stillGood);
    }

    int goodCount(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += good[i] ? 1 : 0;
        }
        return count;
    }
}
