package org.starflow.model.nullmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Arrays;

/** What the null model must say of any spectrum: statistics of its latents in the units of the labels. */
final class NullGolden {
    private static final double SNR = 100;

    private final ObjectNode manifest;
    private final float[][] vectors;
    private final int draws;

    NullGolden(ObjectNode manifest, float[][] vectors, int draws) {
        this.manifest = manifest;
        this.vectors = vectors;
        this.draws = draws;
    }

    ObjectNode file() {
        ObjectNode file = manifest.objectNode();
        ObjectNode spectrum = file.putArray("cases").addObject();
        var coefficients = spectrum.putArray("coefficients");
        for (int k = 0; k < NullPackage.COMPONENTS; k++) {
            coefficients.add(0);
        }
        spectrum.put("snr", SNR);
        var coverage = spectrum.putArray("coverage");
        manifest.at("/grid/windows").forEach(_ -> coverage.add(1));
        ObjectNode expected = spectrum.putObject("expected").put("f_reject", 0);
        ObjectNode labels = expected.putObject("labels");
        for (int i = 0; i < vectors[0].length; i++) {
            JsonNode label = manifest.get("labels").get(i);
            describe(labels.putObject(label.get("key").asText()), label, i);
        }
        return file;
    }

    private void describe(ObjectNode statistics, JsonNode label, int i) {
        double[] values = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            values[draw] = value(label, vectors[draw][i]);
        }
        Arrays.sort(values);
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        statistics
                .put("map", value(label, 0))
                .put("mean", mean)
                .put("std", Math.sqrt(squares / (draws - 1)))
                .put("q025", quantile(values, 0.025))
                .put("q16", quantile(values, 0.16))
                .put("q50", quantile(values, 0.5))
                .put("q84", quantile(values, 0.84))
                .put("q975", quantile(values, 0.975));
    }

    private static double value(JsonNode label, float x) {
        double t = label.get("mean").asDouble() + label.get("std").asDouble() * x;
        return label.get("transform").asText().equals("log10") ? Math.pow(10, t) : t;
    }

    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
