package org.starflow.producer.simulate;

import java.util.random.RandomGenerator;

/** S/N per Å of simulated spectra: one value, or a range drawn evenly in its logarithm. */
public record SnrRange(double from, double to) {
    /** Checks the ends. */
    public SnrRange {
        if (!(from > 0) || !(to >= from) || to > 1e5) {
            throw new IllegalArgumentException("expected S/N as VALUE or FROM-TO with 0 < FROM <= TO <= 100000");
        }
    }

    /** Reads {@code 100} or {@code 20-250}. */
    public static SnrRange parse(String text) {
        try {
            int dash = text.indexOf('-');
            return dash < 0
                    ? new SnrRange(Double.parseDouble(text), Double.parseDouble(text))
                    : new SnrRange(
                            Double.parseDouble(text.substring(0, dash)), Double.parseDouble(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected S/N as VALUE or FROM-TO, found " + text, e);
        }
    }

    double draw(RandomGenerator random) {
        return from * Math.pow(to / from, random.nextDouble());
    }
}
