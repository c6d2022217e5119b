package org.starflow.producer.reduce;

import org.starflow.model.Manifest;

import java.util.List;

/** A dozen synthetic stars across the model's range: templates for velocities and starting points for fits. */
final class Templates {
    /** Teff, log g, [Fe/H], v_mic, v_broad; [α/Fe] is 0 above [Fe/H] = −0.5 and 0.3 below. */
    private static final double[][] STARS = {
        {5770, 4.4, 0.0, 1.0, 4},
        {5770, 4.3, -1.0, 1.1, 5},
        {6400, 4.1, -0.1, 1.4, 8},
        {6800, 4.0, 0.0, 1.6, 40},
        {6200, 4.2, -2.3, 1.3, 6},
        {5000, 4.5, 0.0, 0.9, 4},
        {5000, 3.0, -0.3, 1.2, 5},
        {4300, 4.6, -0.1, 0.8, 4},
        {4400, 1.9, -0.3, 1.5, 6},
        {4700, 2.6, 0.1, 1.4, 5},
        {4700, 1.6, -1.5, 1.7, 6},
        {4800, 1.6, -2.6, 1.9, 6},
    };

    private final double[][] labels;
    private final float[][] flux;

    private Templates(double[][] labels, float[][] flux) {
        this.labels = labels;
        this.flux = flux;
    }

    static Templates of(List<Manifest.LabelSpec> specs, Synthesis synthesis) {
        var labels = new double[STARS.length][specs.size()];
        for (int t = 0; t < STARS.length; t++) {
            for (int l = 0; l < specs.size(); l++) {
                Manifest.LabelSpec spec = specs.get(l);
                double margin = 0.02 * (spec.upper() - spec.lower());
                labels[t][l] = Math.clamp(value(spec.key(), STARS[t]), spec.lower() + margin, spec.upper() - margin);
            }
        }
        return new Templates(labels, synthesis.flux(labels));
    }

    private static double value(String key, double[] star) {
        double alpha = star[2] < -0.5 ? 0.3 : 0;
        return switch (key) {
            case "teff" -> star[0];
            case "logg" -> star[1];
            case "fe_h" -> star[2];
            case "vmic" -> star[3];
            case "vbroad" -> star[4];
            case "ca_fe", "mg_fe", "si_fe", "ti_fe" -> alpha;
            case "mn_fe" -> -alpha;
            case "li_fe" -> star[0] < 5500 ? 0 : -star[2];
            default -> 0;
        };
    }

    int size() {
        return labels.length;
    }

    double[] labels(int template) {
        return labels[template].clone();
    }

    float[] flux(int template) {
        return flux[template];
    }
}
