package org.starflow.schemas;

import java.util.EnumSet;
import java.util.Set;

/** Bits of the flags of one {@link org.starflow.v1.Estimate}. A bit never changes its meaning. */
public enum LabelFlag {
    AT_LOWER_BOUND(0, "The 68 % interval touches the lower training bound: read it as an upper limit."),
    AT_UPPER_BOUND(1, "The 68 % interval touches the upper training bound: read it as a lower limit."),
    UNCONSTRAINED(
            2, "The posterior is nearly as wide as the training range: the spectrum says little about this label."),
    NOT_CORRECTED(3, "The model has a bias correction for this label, but not for this star.");

    private final int bit;
    private final String sentence;

    LabelFlag(int bit, String sentence) {
        this.bit = bit;
        this.sentence = sentence;
    }

    /** Position of the bit, 0 to 31. */
    public int bit() {
        return bit;
    }

    /** The bit as a mask. */
    public int mask() {
        return 1 << bit;
    }

    /** What the flag means, in words. */
    public String sentence() {
        return sentence;
    }

    /** The flags set in a flag word; bits without a name are ignored. */
    public static Set<LabelFlag> of(int word) {
        var flags = EnumSet.noneOf(LabelFlag.class);
        for (LabelFlag flag : values()) {
            if ((word & flag.mask()) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
