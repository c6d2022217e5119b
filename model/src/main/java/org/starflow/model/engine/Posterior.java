package org.starflow.model.engine;

import java.util.List;

/**
 * Posterior of the 13 labels of one spectrum.
 *
 * @param labels summaries, in the order of {@link org.starflow.schemas.Label}
 * @param correlation of the kept samples: lower triangle without the diagonal, row by row; null when fewer than two
 *     samples were kept
 * @param draws number of samples drawn
 * @param kept number of samples inside the training bounds
 * @param fReject fraction of samples outside the training bounds (paper, Sect. 3.5)
 * @param logDensity ln of the density at the MAP, in standardised labels; null when no sample was kept
 * @param snr per Å that the network was given
 * @param coverage share of the unmasked pixels that were used
 * @param chi2 of the spectrum re-simulated at the MAP; null when no sample was kept
 * @param chi2Dof degrees of freedom of {@code chi2}; null with it
 * @param flags bits of {@link org.starflow.schemas.ResultFlag} that the model can tell
 * @param samples kept samples in the units of the labels, [kept][13]; null unless the engine keeps them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Posterior(
        List<LabelSummary> labels,
        double[] correlation,
        int draws,
        int kept,
        double fReject,
        Double logDensity,
        double snr,
        double coverage,
        Double chi2,
        Integer chi2Dof,
        long flags,
        float[][] samples)
        implements InferenceOutcome {}
