package org.starflow.producer.reduce;

import com.fasterxml.jackson.databind.JsonNode;
import org.starflow.model.Manifest;
import org.starflow.schemas.Label;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A model of two short windows whose synthetic stars have some hundred weak Gaussian lines, added up so that a
 * convolution is exactly another resolving power: depth grows with [Fe/H] and falls with Teff, in a way that differs from
 * line to line; width grows with v_broad.
 */
public final class TestModel implements Synthesis {
    /** Bounds of the labels, in their order: lower, upper. */
    private static final double[][] BOUNDS = {
        {4000, 7000},
        {0.5, 5},
        {-3, 0.5},
        {0.5, 2.5},
        {1, 60},
        {-1, 1},
        {-1, 1},
        {-1, 1},
        {-1, 1},
        {-1, 1},
        {-1, 1},
        {-1, 1},
        {-2, 4}
    };

    private final double[] centre;
    private final double[] strength;
    private final double[] temperature;
    private final Manifest manifest = newManifest();

    public TestModel() {
        var random = new SplittableRandom(7);
        int lines = 220;
        centre = new double[lines];
        strength = new double[lines];
        temperature = new double[lines];
        for (int l = 0; l < lines; l++) {
            centre[l] = l % 2 == 0 ? random.nextDouble(5158, 5302) : random.nextDouble(6098, 6242);
            strength[l] = random.nextDouble(0.05, 0.4);
            temperature[l] = random.nextDouble(0.2, 2);
        }
    }

    /** A manifest with grid, labels, S/N range, one masked stretch and a least coverage of one half. */
    public Manifest manifest() {
        return manifest;
    }

    private static Manifest newManifest() {
        var labels = new ArrayList<Manifest.LabelSpec>();
        for (Label label : Label.values()) {
            double[] bounds = BOUNDS[label.ordinal()];
            double mean = (bounds[0] + bounds[1]) / 2;
            double std = (bounds[1] - bounds[0]) / 3.5;
            labels.add(new Manifest.LabelSpec(
                    label.key(),
                    label.symbol(),
                    label.unit(),
                    Manifest.Transform.IDENTITY,
                    mean,
                    std,
                    bounds[0],
                    bounds[1]));
        }
        var grid = new Manifest.Grid(
                "air",
                "rest",
                20000,
                List.of(
                        new Manifest.GridWindow("green", 5160.05, 0.05, 2800),
                        new Manifest.GridWindow("red", 6100.05, 0.05, 2800)));
        var projection = new Manifest.ProjectionSpec(
                new Manifest.ArraySpec("basis.f16", "float16", new int[] {2, 5600}),
                new double[] {0.1},
                true,
                0.5,
                0.1,
                6);
        return new Manifest(
                "starflow-model/1",
                "test",
                "1.0.0",
                "",
                labels,
                grid,
                new Manifest.SnrSpec("per_angstrom", 10, 1000),
                List.of(new Manifest.MaskInterval(5200, 5202, "test")),
                projection,
                null,
                null,
                new Manifest.EmulatorSpec("emulator.onnx", 0.004, 2),
                null,
                null,
                (JsonNode) null,
                null,
                Map.of());
    }

    @Override
    public float[][] flux(double[][] labels) {
        var grid = new ModelGrid(manifest);
        var flux = new float[labels.length][grid.pixels()];
        for (int s = 0; s < labels.length; s++) {
            for (int i = 0; i < grid.pixels(); i++) {
                flux[s][i] = (float) flux(labels[s], grid.wavelength(i), 20000);
            }
        }
        return flux;
    }

    /** Flux of a star at a wavelength, at a resolving power. */
    public double flux(double[] labels, double wavelength, double resolvingPower) {
        double instrument = Doppler.C / resolvingPower / 2.3548;
        double velocity = Math.sqrt(instrument * instrument + 2 * 2 + labels[4] * labels[4] / 4);
        double reference = Math.sqrt(Math.pow(Doppler.C / 20000 / 2.3548, 2) + 2 * 2);
        double depth = 0;
        for (int l = 0; l < centre.length; l++) {
            double sigma = centre[l] * velocity / Doppler.C;
            double u = (wavelength - centre[l]) / sigma;
            if (Math.abs(u) < 6) {
                double line = strength[l]
                        * Math.pow(10, 0.35 * labels[2] + 0.03 * temperature[l] * (4.4 - labels[1]))
                        * Math.pow(5770 / labels[0], temperature[l]);
                depth += line * reference / velocity * Math.exp(-u * u / 2);
            }
        }
        return 1 - depth;
    }

    /** Labels of a star like the Sun, the others 0. */
    public static double[] sun() {
        return star(5770, 4.4, 0);
    }

    /** Labels of a star with v_mic 1 and v_broad 4 km/s, abundances solar. */
    public static double[] star(double teff, double logg, double feh) {
        return new double[] {teff, logg, feh, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0};
    }
}
