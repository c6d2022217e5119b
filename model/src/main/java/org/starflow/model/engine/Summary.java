package org.starflow.model.engine;

/**
 * A posterior that has not been re-simulated.
 *
 * @param map labels at the MAP; null when every sample was rejected
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Summary(Posterior posterior, double[] map) {}
