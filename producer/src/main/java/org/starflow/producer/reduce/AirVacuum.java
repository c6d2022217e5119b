package org.starflow.producer.reduce;

/**
 * Wavelengths in standard air and in vacuum: Morton (2000, ApJS 130, 403, Eq. 8), the IAU standard, after Birch and
 * Downs (1994). Good from 2000 Å to 100 000 Å.
 */
public final class AirVacuum {
    private AirVacuum() {}

    /** Air wavelength of a vacuum wavelength, both in Å. */
    public static double toAir(double vacuum) {
        return vacuum / refractiveIndex(vacuum);
    }

    /** Vacuum wavelength of an air wavelength, both in Å; the inverse of {@link #toAir} to 1e-9 Å. */
    public static double toVacuum(double air) {
        double vacuum = air;
        for (int i = 0; i < 4; i++) {
            vacuum = air * refractiveIndex(vacuum);
        }
        return vacuum;
    }

    /** Refractive index of standard air (15 °C, 101 325 Pa) at a vacuum wavelength in Å. */
    static double refractiveIndex(double vacuum) {
        double s2 = 1e8 / (vacuum * vacuum);
        return 1 + 8.34254e-5 + 2.406147e-2 / (130 - s2) + 1.5998e-4 / (38.9 - s2);
    }
}
