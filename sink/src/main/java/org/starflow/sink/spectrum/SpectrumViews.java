package org.starflow.sink.spectrum;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.Map;

/** What the API says about spectra. Pixels are little-endian float32 in base64. Null where a value is not known. */
public final class SpectrumViews {
    private SpectrumViews() {}

    /**
     * A stretch of a spectrum.
     *
     * @param start centre of the first pixel, Å
     * @param step distance between two pixels, Å
     * @param flux in units of the continuum where the spectrum is normalised; NaN where a pixel must not be used
     * @param error one standard deviation, same unit; null when the spectrum carries none
     */
    public record Window(
            String arm,
            double start,
            double step,
            int n,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("flux_base64")
            String flux,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("error_base64")
            String error) {}

    /** Everything of a spectrum but its pixels, which windows may have. */
    public record Spectrum(
            @JsonProperty("spectrum_id") String spectrumId,
            @JsonProperty("target_id") String targetId,
            Double ra,
            Double dec,
            Double mjd,
            @JsonProperty("exposure_time") Double exposureTime,
            Double snr,
            @JsonProperty("snr_source") String snrSource,
            String medium,
            @JsonProperty("rest_frame") boolean restFrame,
            boolean normalised,
            @JsonProperty("resolving_power") Double resolvingPower,
            @JsonProperty("radial_velocity") Double radialVelocity,
            String file,
            @JsonProperty("file_sha256") String fileSha256,
            Map<String, String> reduction,
            List<Window> windows) {}

    /**
     * What could be read of the bytes of a reject.
     *
     * @param decodes whether they are a spectrum
     * @param problem why not
     * @param wire what the first bytes say: magic byte and schema id
     * @param firstBytes the first 64 bytes, hexadecimal
     * @param spectrum without pixels
     */
    public record Decoded(
            boolean decodes,
            String problem,
            String wire,
            @JsonProperty("first_bytes") String firstBytes,
            Spectrum spectrum) {}
}
