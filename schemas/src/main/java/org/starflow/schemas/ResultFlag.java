package org.starflow.schemas;

import java.util.EnumSet;
import java.util.Set;

/**
 * Bits of the flag word of an {@link org.starflow.v1.Inference}. A bit never changes its meaning; bits 48 to 63 are left
 * to subscribers and never set here.
 */
public enum ResultFlag {
    LOW_SNR(0, "S/N is below the range that the model was trained for; it was clipped to the lower end."),
    HIGH_SNR(1, "S/N is above the range that the model was trained for; it was clipped to the upper end."),
    SNR_ESTIMATED(2, "S/N was not in the header; it was estimated from the spectrum."),
    HIGH_F_REJECT(
            3, "More than half of the posterior samples lie outside the training bounds: the model extrapolates."),
    ALL_REJECTED(4, "Every posterior sample lies outside the training bounds: there are no estimates."),
    FEW_SAMPLES(5, "Fewer than 100 posterior samples were kept: quantiles are coarse."),
    RESIMULATION_MISFIT(6, "The spectrum re-simulated at the MAP does not fit the observed one."),
    LOW_COVERAGE(7, "Less than 90 % of the pixels that the model uses are good."),
    MANY_OUTLIERS(8, "More than 1 % of the pixels were left out as outliers."),
    AT_BOUND(9, "Teff, log g or [Fe/H] lies at the edge of the training range."),
    OUTSIDE_CORRECTION(
            10, "The star is outside the validity range of the model's bias correction: no corrected values.");

    private final int bit;
    private final String sentence;

    ResultFlag(int bit, String sentence) {
        this.bit = bit;
        this.sentence = sentence;
    }

    /** Position of the bit, 0 to 47. */
    public int bit() {
        return bit;
    }

    /** The bit as a mask. */
    public long mask() {
        return 1L << bit;
    }

    /** What the flag means, in words. */
    public String sentence() {
        return sentence;
    }

    /** The flags set in a flag word; bits without a name are ignored. */
    public static Set<ResultFlag> of(long word) {
        var flags = EnumSet.noneOf(ResultFlag.class);
        for (ResultFlag flag : values()) {
            if ((word & flag.mask()) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** The flag word of a set of flags. */
    public static long word(Set<ResultFlag> flags) {
        return flags.stream().mapToLong(ResultFlag::mask).reduce(0, (a, b) -> a | b);
    }
}
