package org.starflow.sink.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.starflow.sink.record.RecordPosition;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the API says about results. Null where a value is unknown. */
public final class Views {
    private Views() {}

    /** A flag in words. */
    public record Flag(String name, String meaning) {}

    /** Flag word and its flags in words. */
    public record Flags(long word, List<Flag> names) {}

    /** Summary of the posterior of one label, in its unit; map is the raw value, corrected that after the bias correction. */
    public record Estimate(
            String unit,
            Double map,
            Double mean,
            Double std,
            Double q025,
            Double q16,
            Double q50,
            Double q84,
            Double q975,
            @JsonProperty("interval_68") List<Double> interval68,
            @JsonProperty("interval_95") List<Double> interval95,
            Double corrected,
            List<Flag> flags) {}

    /** Model and engine of a result. */
    public record Model(
            String name,
            String version,
            String sha256,
            @JsonProperty("engine_version") String engineVersion,
            @JsonProperty("execution_provider") String executionProvider) {}

    /** Where a spectrum comes from. */
    public record Provenance(
            String file,
            @JsonProperty("file_sha256") String fileSha256,
            @JsonProperty("file_format") String fileFormat,
            @JsonProperty("upstream_software") String upstreamSoftware,
            @JsonProperty("producer_version") String producerVersion,
            Map<String, String> reduction) {}

    /** Correlations: lower triangle without its diagonal, row by row, in the order of the labels. */
    public record Correlation(List<String> order, List<Double> values) {}

    /** One result. Correlation only where a single spectrum was asked for. */
    public record Result(
            @JsonProperty("spectrum_id") String spectrumId,
            @JsonProperty("target_id") String targetId,
            Double ra,
            Double dec,
            Double mjd,
            Double snr,
            Flags flags,
            @JsonProperty("f_reject") Double fReject,
            Double chi2,
            @JsonProperty("chi2_dof") Integer chi2Dof,
            @JsonProperty("chi2_reduced") Double chi2Reduced,
            Double coverage,
            @JsonProperty("n_samples") int samples,
            @JsonProperty("n_kept") int kept,
            @JsonProperty("log_density") Double logDensity,
            Map<String, Estimate> labels,
            @JsonInclude(JsonInclude.Include.NON_NULL) Correlation correlation,
            Model model,
            RecordPosition source,
            Provenance provenance,
            @JsonProperty("produced_at") Instant producedAt,
            @JsonProperty("inferred_at") Instant inferredAt,
            @JsonProperty("received_at") Instant receivedAt,
            @JsonProperty("updated_at") Instant updatedAt) {}

    /** Name and version of a model. */
    public record ModelName(String name, String version) {}

    /** A page of results of one model version; next is null on the last page. */
    public record ResultPage(ModelName model, List<Result> results, String next) {}

    /** All results of a spectrum. */
    public record SpectrumResults(
            @JsonProperty("spectrum_id") String spectrumId, List<Result> results) {}

    /** All results of a target. */
    public record TargetResults(@JsonProperty("target_id") String targetId, List<Result> results) {}
}
