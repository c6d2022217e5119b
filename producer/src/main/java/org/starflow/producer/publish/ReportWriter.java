package org.starflow.producer.publish;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.starflow.producer.EnvironmentFailure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a CSV row for every file, flushed at once. Thread-safe. */
public final class ReportWriter implements AutoCloseable {
    private static final String[] COLUMNS = {
        "file", "status", "spectrum_id", "topic", "partition", "offset", "snr", "radial_velocity", "seconds", "message"
    };

    private final Path path;
    private final CSVPrinter printer;

    private ReportWriter(Path path, CSVPrinter printer) {
        this.path = path;
        this.printer = printer;
    }

    /** Opens a report, replacing an earlier one; null gives a report that writes nothing. */
    public static ReportWriter open(Path path) {
        if (path == null) {
            return new ReportWriter(null, null);
        }
        try {
            var writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
            var format = CSVFormat.RFC4180.builder().setHeader(COLUMNS).get();
            return new ReportWriter(path, new CSVPrinter(writer, format));
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Appends a row. */
    public synchronized void add(FileReport r) {
        if (printer == null) {
            return;
        }
        Delivery d = r.delivery();
        try {
            printer.printRecord(
                    r.file(),
                    r.status(),
                    r.spectrumId(),
                    d == null ? null : d.topic(),
                    d == null ? null : d.partition(),
                    d == null ? null : d.offset(),
                    r.snr(),
                    r.velocity(),
                    String.format(Locale.ROOT, "%.3f", r.seconds()),
                    r.message());
            printer.flush();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    @Override
    public void close() {
        if (printer != null) {
            try {
                printer.close();
            } catch (IOException e) {
                throw failure(path, e);
            }
        }
    }

    private static EnvironmentFailure failure(Path path, IOException e) {
        return new EnvironmentFailure("Cannot write the report " + path + ": " + e.getMessage(), e);
    }
}
