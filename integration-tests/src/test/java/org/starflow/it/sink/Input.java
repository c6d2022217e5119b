package org.starflow.it.sink;

/**
 * A record in the topic of spectra.
 *
 * @param id identifier of the spectrum
 * @param partition where it lies
 * @param offset where it lies
 */
record Input(String id, int partition, long offset) {}
