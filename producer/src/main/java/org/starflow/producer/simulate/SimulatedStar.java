package org.starflow.producer.simulate;

/**
 * A star to simulate, or simulated.
 *
 * @param spectrumId {@code sim-<seed>-<index>}
 * @param labels truth, units and order of {@link org.starflow.schemas.Label}
 * @param snr per Å
 * @param noiseSeed seed of noise and gaps
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SimulatedStar(String spectrumId, double[] labels, double snr, long noiseSeed) {}
