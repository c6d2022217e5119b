package org.starflow.sink.store;

import org.starflow.schemas.ResultFlag;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Which flags make a result unfit for use without a second look; the view {@code result_good} leaves them out. */
public final class ResultQuality {
    /** The serious flags. */
    public static final Set<ResultFlag> SERIOUS = Collections.unmodifiableSet(EnumSet.of(
            ResultFlag.LOW_SNR,
            ResultFlag.HIGH_F_REJECT,
            ResultFlag.ALL_REJECTED,
            ResultFlag.FEW_SAMPLES,
            ResultFlag.RESIMULATION_MISFIT,
            ResultFlag.AT_BOUND));

    private ResultQuality() {}
}
