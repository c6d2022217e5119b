package org.starflow.producer.reduce;

/** Relativistic Doppler shift for motion along the line of sight. Velocities in km/s, positive for a receding star. */
public final class Doppler {
    /** Speed of light, km/s. */
    public static final double C = 299_792.458;

    private Doppler() {}

    /** λ_observed / λ_rest of a star at a velocity. */
    public static double factor(double velocity) {
        double beta = velocity / C;
        return Math.sqrt((1 + beta) / (1 - beta));
    }

    /** Velocity at which λ_observed / λ_rest has a natural logarithm. */
    static double velocity(double lnFactor) {
        return C * Math.tanh(lnFactor);
    }

    /** Wavelengths in the rest frame of a star at a velocity. */
    static double[] toRest(double[] wavelength, double velocity) {
        double factor = factor(velocity);
        var rest = new double[wavelength.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = wavelength[i] / factor;
        }
        return rest;
    }
}
