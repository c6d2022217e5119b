package org.starflow.sink.science;

import org.starflow.schemas.Label;

import java.util.Map;

/**
 * Distributions of the labels in a night.
 *
 * @param results with any labels or without
 * @param labels of which there are values
 */
record NightSummary(Night night, long results, Map<Label, Spread> labels) {
    /** Copies. */
    NightSummary {
        labels = Map.copyOf(labels);
    }

    /** Quantiles of the MAP in units of the label. */
    record Spread(double q16, double q50, double q84) {
        /**
         * How far the median lies from that of another night, over half that night's 68 % interval; NaN where that night
         * has no width.
         */
        double shiftFrom(Spread reference) {
            double halfWidth = (reference.q84() - reference.q16()) / 2;
            return halfWidth > 0 ? (q50 - reference.q50()) / halfWidth : Double.NaN;
        }
    }
}
