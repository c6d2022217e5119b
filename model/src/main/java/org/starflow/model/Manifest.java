package org.starflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/**
 * What {@code model.json} says: see docs/model-package.md for every field. Wavelengths in Å, S/N per Å, label bounds in
 * the unit of the label.
 *
 */
public record Manifest(
        @JsonProperty(required = true) String format,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String version,
        String created,
        @JsonProperty(required = true) List<LabelSpec> labels,
        @JsonProperty(required = true) Grid grid,
        @JsonProperty(required = true) SnrSpec snr,
        @JsonProperty(required = true) List<MaskInterval> mask,
        @JsonProperty(required = true) ProjectionSpec projection,
        @JsonProperty(required = true) PosteriorSpec posterior,
        @JsonProperty(required = true) LatentsSpec latents,
        @JsonProperty(required = true) EmulatorSpec emulator,
        BiasCorrection biasCorrection,
        @JsonProperty(required = true) GoldenSpec golden,
        JsonNode metrics,
        JsonNode training,
        @JsonProperty(required = true) Map<String, FileEntry> files) {

    /** How a label is transformed before it is standardised. */
    public enum Transform {
        @JsonProperty("identity")
        IDENTITY,
        @JsonProperty("log10")
        LOG10
    }

    /** A label: the network sees x = (t(label) − mean) / std; bounds in the label's own unit. */
    public record LabelSpec(
            @JsonProperty(required = true) String key,
            String symbol,
            @JsonProperty(required = true) String unit,
            @JsonProperty(required = true) Transform transform,
            @JsonProperty(required = true) double mean,
            @JsonProperty(required = true) double std,
            @JsonProperty(required = true) double lower,
            @JsonProperty(required = true) double upper) {

        /** The label in its own unit, from its standardised value. */
        public double fromStandard(double x) {
            double t = mean + std * x;
            return transform == Transform.LOG10 ? Math.pow(10.0, t) : t;
        }

        /** The standardised value, from the label in its own unit. */
        public double toStandard(double value) {
            double t = transform == Transform.LOG10 ? Math.log10(value) : value;
            return (t - mean) / std;
        }

        /** Whether a value lies inside the training bounds, ends included. */
        public boolean contains(double value) {
            return value >= lower && value <= upper;
        }
    }

    /** The wavelength grid: medium {@code air} or {@code vacuum}, frame {@code rest}. */
    public record Grid(
            @JsonProperty(required = true) String medium,
            @JsonProperty(required = true) String frame,
            @JsonProperty(required = true) double resolvingPower,
            @JsonProperty(required = true) List<GridWindow> windows) {

        /** Pixels of all windows together. */
        public int pixels() {
            return windows.stream().mapToInt(GridWindow::n).sum();
        }
    }

    /** A window: centres of its pixels are start + step · i, i &lt; n, in Å. */
    public record GridWindow(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) double start,
            @JsonProperty(required = true) double step,
            @JsonProperty(required = true) int n) {

        /** Centre of pixel i, Å. */
        public double wavelength(int i) {
            return start + step * i;
        }
    }

    /** Range of S/N that the network was trained for; definition {@code per_angstrom}. */
    public record SnrSpec(
            @JsonProperty(required = true) String definition,
            @JsonProperty(required = true) double lower,
            @JsonProperty(required = true) double upper) {

        /** The S/N that the network is given. */
        public double clip(double snr) {
            return Math.clamp(snr, lower, upper);
        }
    }

    /** Closed wavelength interval, Å, that the projection never uses. */
    public record MaskInterval(
            @JsonProperty(required = true) double from,
            @JsonProperty(required = true) double to,
            String reason) {}

    /** The projection of a spectrum onto the basis. */
    public record ProjectionSpec(
            @JsonProperty(required = true) ArraySpec basis,
            @JsonProperty(required = true) double[] ridge,
            @JsonProperty(required = true) boolean ridgeScalesWithNoise,
            @JsonProperty(required = true) double minimumCoverage,
            @JsonProperty(required = true) double outlierFloor,
            @JsonProperty(required = true) double outlierSigma) {}

    /** An array in a file of its own, row by row, little-endian. */
    public record ArraySpec(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) String dtype,
            @JsonProperty(required = true) int[] shape) {}

    /** The posterior graph; {@code halfFile} is null or the graph with half-precision weights. */
    public record PosteriorSpec(
            @JsonProperty(required = true) String file, String halfFile, String clamp, double alpha, int blocks) {}

    /** Latent vectors: {@code draws} for every summary, then {@code mapCandidates} for the MAP alone. */
    public record LatentsSpec(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) String dtype,
            @JsonProperty(required = true) int draws,
            @JsonProperty(required = true) int mapCandidates,
            @JsonProperty(required = true) int dim) {

        /** Rows of the file. */
        public int rows() {
            return draws + mapCandidates;
        }
    }

    /** The emulator graph and what the re-simulation needs. */
    public record EmulatorSpec(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) double modelError,
            @JsonProperty(required = true) double misfitChi2Reduced) {}

    /** Linear correction of the MAP (paper, Eq. B.1), for stars inside the validity range of the reference label. */
    public record BiasCorrection(
            @JsonProperty(required = true) String referenceLabel,
            @JsonProperty(required = true) Range validity,
            @JsonProperty(required = true) Map<String, Line> labels,
            String fittedOn) {}

    /** Closed range in the unit of its label. */
    public record Range(
            @JsonProperty(required = true) double lower,
            @JsonProperty(required = true) double upper) {
        /** Whether a value lies in the range, ends included. */
        public boolean contains(double value) {
            return value >= lower && value <= upper;
        }
    }

    /** A straight line in the reference label. */
    public record Line(
            @JsonProperty(required = true) double slope,
            @JsonProperty(required = true) double intercept) {}

    /**
     * The self-test's file and its tolerance in posterior standard deviations; {@code halfToleranceSigma} is that of the
     * half-precision graph, null for the same.
     */
    public record GoldenSpec(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) double toleranceSigma,
            Double halfToleranceSigma) {

        /** Tolerance of the float32 or of the half-precision graph. */
        public double toleranceSigma(boolean half) {
            return half && halfToleranceSigma != null ? halfToleranceSigma : toleranceSigma;
        }
    }

    /** Size and SHA-256 (lower-case hex) of a file. */
    public record FileEntry(
            @JsonProperty(required = true) long bytes,
            @JsonProperty(required = true) String sha256) {}
}
