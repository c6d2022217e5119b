package org.starflow.model.emulator;

/**
 * What the emulator gives for one star.
 *
 * @param coefficients in the basis of the model, K values
 * @param error predicted relative rms error of the flux
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Emulation(float[] coefficients, float error) {}
