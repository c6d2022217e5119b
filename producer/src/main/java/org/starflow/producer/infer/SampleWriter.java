package org.starflow.producer.infer;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.starflow.schemas.Label;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes posterior samples as CSV: spectrum_id, then a column for each label, a row for each kept sample. */
public final class SampleWriter implements AutoCloseable {
    private final CSVPrinter printer;

    /** A path of null writes nothing. */
    public SampleWriter(Path path) throws IOException {
        if (path == null) {
            printer = null;
            return;
        }
        var columns = new ArrayList<String>(List.of("spectrum_id"));
        for (Label label : Label.values()) {
            columns.add(label.key());
        }
        var format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader(columns.toArray(String[]::new))
                .get();
        printer = new CSVPrinter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), format);
    }

    /** Appends the samples of a spectrum, [kept][13]. */
    public void add(String spectrumId, float[][] samples) throws IOException {
        if (printer == null || samples == null) {
            return;
        }
        for (float[] sample : samples) {
            var row = new ArrayList<Object>(List.of(spectrumId));
            for (float value : sample) {
                row.add(value);
            }
            printer.printRecord(row);
        }
    }

    @Override
    public void close() throws IOException {
        if (printer != null) {
            printer.close();
        }
    }
}
