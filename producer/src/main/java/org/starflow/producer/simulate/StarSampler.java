package org.starflow.producer.simulate;

import org.starflow.model.Manifest;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws labels of plausible stars inside the bounds of a model: no isochrones, but no giants at 7000 K either. The floor
 * of log g rises with Teff from 0.5 below 4700 K to 3.4 at 7100 K, as in the training grid; [Fe/H] follows the disc with
 * a metal-poor tail; [α/Fe] rises to 0.3 at low [Fe/H]; v_mic follows Teff and log g; v_broad is at most 15 km/s below
 * [Fe/H] = −2, and usually small in cool stars.
 */
final class StarSampler {
    /** Share of each range at its ends that stays empty: posteriors need room there. */
    private static final double MARGIN = 0.03;

    private final List<Manifest.LabelSpec> specs;

    StarSampler(List<Manifest.LabelSpec> specs) {
        this.specs = List.copyOf(specs);
    }

    /** Labels in the order of the model. */
    double[] draw(RandomGenerator random) {
        double teff = inside(
                "teff", uniform(random, spec("teff").lower(), spec("teff").upper()));
        double logg = inside("logg", logg(random, teff));
        double feh = inside("fe_h", metallicity(random));
        double alpha = alpha(feh);
        double vmic = 1.15 + 2e-4 * (teff - 5500) + 0.3 * (3.5 - logg) + 0.1 * random.nextGaussian();
        double vbroad = rotation(random, teff, feh);
        var labels = new double[specs.size()];
        for (int l = 0; l < labels.length; l++) {
            String key = specs.get(l).key();
            double value = switch (key) {
                case "teff" -> teff;
                case "logg" -> logg;
                case "fe_h" -> feh;
                case "vmic" -> vmic;
                case "vbroad" -> vbroad;
                case "ca_fe", "mg_fe", "si_fe", "ti_fe" -> alpha + 0.08 * random.nextGaussian();
                case "mn_fe" -> -0.7 * alpha + 0.08 * random.nextGaussian();
                case "li_fe" -> uniform(random, 0, 2.5) - feh - 1.05;
                default -> 0.12 * random.nextGaussian();
            };
            labels[l] = inside(key, value);
        }
        return labels;
    }

    private double logg(RandomGenerator random, double teff) {
        double floor = teff < 4700 ? 0.5 : 0.5 + (teff - 4700) * 2.9 / 2400;
        return uniform(random, floor, 4.9);
    }

    private double metallicity(RandomGenerator random) {
        double u = random.nextDouble();
        if (u < 0.7) {
            return uniform(random, -1, 0.4);
        }
        return u < 0.9 ? uniform(random, -2.2, -1) : uniform(random, -3.2, -2.2);
    }

    private static double alpha(double feh) {
        return Math.clamp(-0.4 * feh, 0.0, 0.3);
    }

    private static double rotation(RandomGenerator random, double teff, double feh) {
        double highest = feh < -2 ? 15 : teff < 6000 ? 20 : 60;
        return 2 * Math.pow(highest / 2, random.nextDouble());
    }

    private double inside(String key, double value) {
        Manifest.LabelSpec spec = spec(key);
        double margin = MARGIN * (spec.upper() - spec.lower());
        return Math.clamp(value, spec.lower() + margin, spec.upper() - margin);
    }

    private Manifest.LabelSpec spec(String key) {
        return specs.stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow();
    }

    private static double uniform(RandomGenerator random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }
}
