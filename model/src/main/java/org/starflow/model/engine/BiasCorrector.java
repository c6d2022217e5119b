package org.starflow.model.engine;

import org.starflow.model.Manifest;
import org.starflow.schemas.Label;

/**
 * The linear correction of the MAP: corrected = raw + slope · Teff_raw + intercept. The paper's Eq. B.1 subtracts its line,
 * so that slope and intercept are the negatives of those in its Table B.3.
 */
final class BiasCorrector {
    private final Manifest.BiasCorrection correction;
    private final int reference;

    /** For a model; {@code null} when it has no correction. */
    BiasCorrector(Manifest.BiasCorrection correction) {
        this.correction = correction;
        this.reference = correction == null ? -1 : index(correction.referenceLabel());
    }

    private static int index(String key) {
        for (Label label : Label.values()) {
            if (label.key().equals(key)) {
                return label.ordinal();
            }
        }
        throw new IllegalArgumentException("No label " + key);
    }

    /** Whether the model has a correction for a label. */
    boolean corrects(Label label) {
        return correction != null && correction.labels().containsKey(label.key());
    }

    /** Whether the star is outside the validity range of a correction that the model has. */
    boolean outside(double[] map) {
        return correction != null && !correction.validity().contains(map[reference]);
    }

    /** The corrected value, or null where there is none for this label or this star. */
    Double corrected(Label label, double[] map) {
        if (!corrects(label) || outside(map)) {
            return null;
        }
        Manifest.Line line = correction.labels().get(label.key());
        return map[label.ordinal()] + line.slope() * map[reference] + line.intercept();
    }
}
