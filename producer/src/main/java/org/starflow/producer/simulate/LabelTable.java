package org.starflow.producer.simulate;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.starflow.model.Manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stars from a CSV with a heading: teff, logg, fe_h and optionally the other labels, snr and spectrum_id. A label without
 * a column is 0, v_mic 1 and v_broad 5 km/s.
 */
public final class LabelTable {
    private LabelTable() {}

    /** Throws IllegalArgumentException, naming row and column, for what is not a number or out of bounds. */
    public static List<SimulatedStar> read(Path csv, List<Manifest.LabelSpec> specs, Population population)
            throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .get();
        try (CSVParser rows = CSVParser.parse(csv, StandardCharsets.UTF_8, format)) {
            for (String needed : List.of("teff", "logg", "fe_h")) {
                if (!rows.getHeaderMap().containsKey(needed)) {
                    throw new IllegalArgumentException(
                            csv + ": expected the columns teff, logg and fe_h, found " + rows.getHeaderNames());
                }
            }
            var stars = new ArrayList<SimulatedStar>();
            for (CSVRecord row : rows) {
                stars.add(star(csv, row, specs, population, stars.size()));
            }
            return stars;
        }
    }

    private static SimulatedStar star(
            Path csv, CSVRecord row, List<Manifest.LabelSpec> specs, Population population, int index) {
        var labels = new double[specs.size()];
        for (int l = 0; l < labels.length; l++) {
            Manifest.LabelSpec spec = specs.get(l);
            double absent = spec.key().equals("vmic") ? 1 : spec.key().equals("vbroad") ? 5 : 0;
            Double value = number(csv, row, spec.key());
            labels[l] = value == null ? absent : value;
            if (!spec.contains(labels[l])) {
                throw new IllegalArgumentException(csv + ", line "
                        + row.getParser().getCurrentLineNumber()
                        + ": expected " + spec.key() + " from " + spec.lower() + " to " + spec.upper() + ", found "
                        + labels[l]);
            }
        }
        String id = row.isMapped("spectrum_id") ? row.get("spectrum_id") : "";
        return population.star(index, labels, number(csv, row, "snr"), id.isEmpty() ? null : id);
    }

    private static Double number(Path csv, CSVRecord row, String column) {
        if (!row.isMapped(column) || !row.isSet(column) || row.get(column).isEmpty()) {
            return null;
        }
        try {
            return Double.valueOf(row.get(column));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    csv + ", line " + row.getParser().getCurrentLineNumber() + ": expected a number in " + column
                            + ", found " + row.get(column),
                    e);
        }
    }
}
