package org.starflow.producer.read;

import java.util.Arrays;

/** Numbers of any FITS type as double. */
final class Numbers {
    private Numbers() {}

    /** Copies an array of a FITS element type; an empty array for anything else. */
    static double[] toDoubles(Object array) {
        return switch (array) {
            case double[] a -> a.clone();
            case float[] a -> {
                var out = new double[a.length];
                for (int i = 0; i < a.length; i++) {
                    out[i] = a[i];
                }
                yield out;
            }
            case long[] a -> {
                var out = new double[a.length];
                for (int i = 0; i < a.length; i++) {
                    out[i] = a[i];
                }
                yield out;
            }
            case int[] a -> {
                var out = new double[a.length];
                for (int i = 0; i < a.length; i++) {
                    out[i] = a[i];
                }
                yield out;
            }
            case short[] a -> {
                var out = new double[a.length];
                for (int i = 0; i < a.length; i++) {
                    out[i] = a[i];
                }
                yield out;
            }
            case byte[] a -> {
                var out = new double[a.length];
                for (int i = 0; i < a.length; i++) {
                    out[i] = a[i] & 0xff;
                }
                yield out;
            }
            case boolean[] a -> {
                var out = new double[a.length];
                for (int i = 0; i < a.length; i++) {
                    out[i] = a[i] ? 1 : 0;
                }
                yield out;
            }
            case null, default -> new double[0];
        };
    }

    /** Median distance of neighbours; 0 of fewer than two. */
    static double medianStep(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        var steps = new double[values.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(values[i + 1] - values[i]);
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    /** Range of the finite numbers without a share of them at each end. */
    static double[] range(double[] values, double share) {
        double[] finite =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int skip = (int) (share * finite.length);
        return finite.length == 0
                ? new double[] {Double.NaN, Double.NaN}
                : new double[] {finite[skip], finite[finite.length - 1 - skip]};
    }

    /** Smallest and largest finite number; NaN, NaN when there is none. */
    static double[] range(double[] values) {
        double min = Double.NaN;
        double max = Double.NaN;
        for (double v : values) {
            if (Double.isFinite(v)) {
                min = v >= min ? min : v;
                max = v <= max ? max : v;
            }
        }
        return new double[] {min, max};
    }
}
