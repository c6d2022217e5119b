package org.starflow.producer.simulate;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.starflow.model.Manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the true labels of simulated stars: spectrum_id, snr, then a column for each label. */
public final class TruthWriter implements AutoCloseable {
    private final CSVPrinter printer;

    /** A path of null writes nothing. */
    public TruthWriter(Path path, List<Manifest.LabelSpec> specs) throws IOException {
        if (path == null) {
            printer = null;
            return;
        }
        var columns = new ArrayList<String>(List.of("spectrum_id", "snr"));
        specs.forEach(s -> columns.add(s.key()));
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader(columns.toArray(String[]::new))
                .get();
        printer = new CSVPrinter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), format);
    }

    /** Appends a star. */
    public void add(SimulatedStar star) throws IOException {
        if (printer == null) {
            return;
        }
        var row = new ArrayList<Object>(List.of(star.spectrumId(), star.snr()));
        for (double label : star.labels()) {
            row.add(label);
        }
        printer.printRecord(row);
    }

    @Override
    public void close() throws IOException {
        if (printer != null) {
            printer.close();
        }
    }
}
