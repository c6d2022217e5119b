package org.starflow.sink.store;

/**
 * Primary key of a result.
 *
 * @param spectrumId identifier of the spectrum
 * @param modelName name of the model
 * @param modelVersion version of the model
 */
record ResultKey(String spectrumId, String modelName, String modelVersion) {}
