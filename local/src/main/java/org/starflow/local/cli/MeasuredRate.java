package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * What one worker gets through.
 *
 * @param perSecond spectra a second
 * @param where on which machine, and what was measured there
 */
record MeasuredRate(double perSecond, String where) {

    /**
     * Reads the report of {@code bench pipeline} or {@code bench inference}.
     *
     * @param source name of the file, for messages
     * @throws CliException when it is neither
     */
    static MeasuredRate of(JsonNode report, String source) {
        JsonNode pipeline = report.path("pipeline");
        if (isPositive(pipeline.path("spectra_per_second")) && isPositive(pipeline.path("workers"))) {
            int workers = pipeline.get("workers").asInt();
            return new MeasuredRate(
                    pipeline.get("spectra_per_second").asDouble() / workers,
                    "%s: the whole pipeline, %d worker%s of %d threads"
                            .formatted(
                                    source,
                                    workers,
                                    workers == 1 ? "" : "s",
                                    pipeline.path("threads").asInt()));
        }
        return StreamSupport.stream(report.path("batches").spliterator(), false)
                .filter(batch -> isPositive(batch.path("per_second")))
                .max(Comparator.comparingDouble(batch -> batch.get("per_second").asDouble()))
                .map(batch -> new MeasuredRate(
                        batch.get("per_second").asDouble(),
                        "%s: the engine alone in batches of %d; the whole pipeline gives no more than this"
                                .formatted(source, batch.path("batch").asInt())))
                .orElseThrow(() -> CliException.usage("--measured: expected the JSON of ./starflow bench pipeline or"
                        + " bench inference, with a rate above 0; found neither in " + source));
    }

    /** The figures that come with the project. */
    static List<MeasuredRate> committed(JsonNode measured) {
        List<MeasuredRate> rates = new ArrayList<>();
        measured.path("rates")
                .forEach(rate -> rates.add(new MeasuredRate(
                        rate.path("spectra_per_second").asDouble(),
                        "%s: %s, %s"
                                .formatted(
                                        rate.path("machine").asText(),
                                        rate.path("what").asText(),
                                        rate.path("date").asText()))));
        return rates;
    }

    String words() {
        return String.format(Locale.ROOT, "%.2f spectra/s a worker (%s)", perSecond, where);
    }

    private static boolean isPositive(JsonNode number) {
        return number.isNumber() && number.asDouble() > 0;
    }
}
