package org.starflow.model.engine;

/**
 * What the network gave for one spectrum.
 *
 * @param x standardised labels, [draws + candidates][13], row by row
 * @param logDensity ln q(x | spectrum), one for each row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawSamples(float[] x, float[] logDensity) {
    boolean finite() {
        return finite(x) && finite(logDensity);
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
