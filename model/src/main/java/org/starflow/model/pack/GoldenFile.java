package org.starflow.model.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.starflow.model.ModelPackageException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The golden cases of a package: network inputs with the summaries that they must give. */
public record GoldenFile(@JsonProperty(required = true) List<Case> cases) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** One spectrum: K coefficients, S/N per Å, W coverages. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Case(
            @JsonProperty(required = true) float[] coefficients,
            @JsonProperty(required = true) double snr,
            @JsonProperty(required = true) float[] coverage,
            @JsonProperty(required = true) Expected expected) {}

    /** Summaries by label key and statistic (map, mean, std, q025, q16, q50, q84, q975), in the labels' own units. */
    public record Expected(
            @JsonProperty(required = true) double fReject,
            @JsonProperty(required = true) Map<String, Map<String, Double>> labels) {}

    /**
     * The cases of a file.
     *
     * @throws ModelPackageException if it is not as the format says, or has no case
     */
    public static GoldenFile read(Path file, int components, int windows) {
        try {
            GoldenFile golden = JSON.readValue(file.toFile(), GoldenFile.class);
            if (golden.cases().isEmpty()) {
                throw new ModelPackageException(file + ": expected golden cases, found none");
            }
            for (Case c : golden.cases()) {
                if (c.coefficients().length != components || c.coverage().length != windows) {
                    throw new ModelPackageException(file + ": expected " + components + " coefficients and " + windows
                            + " coverages, found " + c.coefficients().length + " and " + c.coverage().length);
                }
            }
            return golden;
        } catch (JacksonException e) {
            throw new ModelPackageException(file + ": expected golden cases, found: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelPackageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
