package org.starflow.model.engine;

import org.starflow.schemas.Label;

/**
 * Marginal posterior of one label over the kept samples, in the unit of the label. Values are null when no sample was
 * kept; the standard deviation also when only one was.
 *
 * @param map value at the kept sample of highest density in all labels together
 * @param corrected the MAP after the model's bias correction (paper, Eq. B.1), null where there is none for this star
 * @param flags bits of {@link org.starflow.schemas.LabelFlag}
 */
public record LabelSummary(
        Label label,
        Double map,
        Double mean,
        Double std,
        Double q025,
        Double q16,
        Double q50,
        Double q84,
        Double q975,
        Double corrected,
        int flags) {}
