package org.starflow.model.engine;

import org.starflow.model.Manifest;
import org.starflow.schemas.LabelFlag;

/** When a label flag is set. */
final class LabelFlags {
    /**
     * A posterior that ends at a bound has its 16 % quantile within this share of its 68 % interval from the bound
     * (half a Gaussian 0.17, a uniform one 0.24); one whose peak is a standard deviation inside does not (0.28).
     */
    private static final double TOUCHES = 0.25;

    /** A uniform posterior has 0.68 of the training range in its 68 % interval. */
    private static final double NEARLY_AS_WIDE = 0.5;

    private LabelFlags() {}

    static int of(Manifest.LabelSpec label, double q16, double q84) {
        double width = q84 - q16;
        int flags = 0;
        if (q16 - label.lower() <= TOUCHES * width) {
            flags |= LabelFlag.AT_LOWER_BOUND.mask();
        }
        if (label.upper() - q84 <= TOUCHES * width) {
            flags |= LabelFlag.AT_UPPER_BOUND.mask();
        }
        if (width >= NEARLY_AS_WIDE * (label.upper() - label.lower())) {
            flags |= LabelFlag.UNCONSTRAINED.mask();
        }
        return flags;
    }
}
