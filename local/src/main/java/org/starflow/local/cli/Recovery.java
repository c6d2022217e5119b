package org.starflow.local.cli;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recovered against true labels of simulated stars.
 *
 * @param label name
 * @param stars with a value
 * @param bias mean of MAP − true
 * @param sigma standard deviation of MAP − true
 * @param covered share of stars whose truth lies between the 16 and 84 % quantiles
 */
record Recovery(String label, int stars, double bias, double sigma, double covered) {

    private static final List<String> NO_LABELS = List.of("spectrum_id", "snr");

    /** One for each label of the truth, in its order. */
    static List<Recovery> of(Reader truth, Reader results) throws IOException {
        Map<String, CSVRecord> recovered = new HashMap<>();
        for (CSVRecord row : parse(results)) {
            recovered.put(row.get("spectrum_id"), row);
        }
        List<CSVRecord> stars = new ArrayList<>();
        parse(truth).forEach(stars::add);
        if (stars.isEmpty()) {
            return List.of();
        }
        return stars.getFirst().getParser().getHeaderNames().stream()
                .filter(column -> !NO_LABELS.contains(column))
                .map(label -> of(label, stars, recovered))
                .toList();
    }

    private static Iterable<CSVRecord> parse(Reader csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(csv);
    }

    private static Recovery of(String label, List<CSVRecord> stars, Map<String, CSVRecord> recovered) {
        List<Double> differences = new ArrayList<>();
        int covered = 0;
        for (CSVRecord star : stars) {
            CSVRecord row = recovered.get(star.get("spectrum_id"));
            if (row == null || row.get(label + "_map").isEmpty()) {
                continue;
            }
            double truth = Double.parseDouble(star.get(label));
            differences.add(Double.parseDouble(row.get(label + "_map")) - truth);
            if (Double.parseDouble(row.get(label + "_q16")) <= truth
                    && truth <= Double.parseDouble(row.get(label + "_q84"))) {
                covered++;
            }
        }
        int n = differences.size();
        double bias = differences.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
        double variance = differences.stream()
                .mapToDouble(d -> (d - bias) * (d - bias))
                .average()
                .orElse(Double.NaN);
        return new Recovery(label, n, bias, Math.sqrt(variance), (double) covered / n);
    }

    static void print(List<Recovery> labels, PrintWriter out) {
        TextTable table = new TextTable("label", "unit", "bias", "sigma", "truth in 16-84 %", "stars");
        for (Recovery label : labels) {
            table.add(
                    label.label(),
                    label.unit(),
                    label.rounded("%+", label.bias()),
                    label.rounded("%", label.sigma()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * label.covered()),
                    label.stars());
        }
        table.print(out);
    }

    private String unit() {
        return switch (label) {
            case "teff" -> "K";
            case "vmic", "vbroad" -> "km/s";
            default -> "dex";
        };
    }

    private String rounded(String prefix, double value) {
        return String.format(Locale.ROOT, prefix + (label.equals("teff") ? ".0f" : ".3f"), value);
    }
}
