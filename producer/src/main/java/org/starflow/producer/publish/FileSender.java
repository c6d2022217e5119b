package org.starflow.producer.publish;

import org.starflow.producer.publish.FileReport.Status;
import org.starflow.producer.read.ObservedSpectrum;
import org.starflow.producer.read.ReadFailure;
import org.starflow.producer.read.SpectrumReader;
import org.starflow.producer.reduce.Reducer;
import org.starflow.producer.reduce.ReductionOptions;
import org.starflow.producer.reduce.ReductionRefused;
import org.starflow.v1.Spectrum;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * File → spectrum → topic, once: reads, looks into the journal, reduces, sends, and notes the acknowledgement. The
 * reducer is only made when a file needs it. Thread-safe.
 */
public final class FileSender {
    private final Supplier<Reducer> reducer;
    private final ReductionOptions options;
    private final Journal journal;
    private final SpectrumSink sink;

    /** A sink of null: read and reduce only. */
    public FileSender(Supplier<Reducer> reducer, ReductionOptions options, Journal journal, SpectrumSink sink) {
        this.reducer = reducer;
        this.options = options;
        this.journal = journal;
        this.sink = sink;
    }

    /** Never fails for the sake of a file: what went wrong is in the report. */
    public CompletableFuture<FileReport> send(Path file) {
        long start = System.nanoTime();
        ObservedSpectrum observed;
        try {
            observed = SpectrumReader.read(file);
        } catch (ReadFailure e) {
            return done(FileReport.refused(file, null, e.getMessage(), seconds(start)));
        }
        String id = observed.header().spectrumId();
        Optional<JournalEntry> before =
                sink == null ? Optional.empty() : journal.find(sink.cluster(), sink.topic(), observed.sha256(), id);
        if (before.isPresent()) {
            JournalEntry e = before.get();
            var delivery = new Delivery(e.topic(), e.partition(), e.offset(), e.epochMillis());
            return done(new FileReport(file, Status.SENT_BEFORE, id, delivery, null, null, "", seconds(start)));
        }
        Spectrum spectrum;
        try {
            spectrum = reducer.get().reduce(observed, options);
        } catch (ReductionRefused e) {
            return done(FileReport.refused(file, id, file + ": " + e.getMessage(), seconds(start)));
        }
        return publish(file, observed, spectrum, seconds(start));
    }

    private CompletableFuture<FileReport> publish(
            Path file, ObservedSpectrum observed, Spectrum spectrum, double seconds) {
        String id = spectrum.getSpectrumId();
        if (sink == null) {
            return done(report(file, Status.CHECKED, spectrum, null, "", seconds));
        }
        return sink.send(spectrum).handle((delivery, e) -> {
            if (e != null) {
                return report(
                        file,
                        Status.FAILED,
                        spectrum,
                        null,
                        file + ": the broker refused it: " + e.getMessage(),
                        seconds);
            }
            journal.append(new JournalEntry(
                    sink.cluster(),
                    sink.topic(),
                    observed.sha256(),
                    id,
                    delivery.partition(),
                    delivery.offset(),
                    System.currentTimeMillis()));
            return report(file, Status.SENT, spectrum, delivery, "", seconds);
        });
    }

    private static FileReport report(
            Path file, Status status, Spectrum spectrum, Delivery delivery, String message, double seconds) {
        return new FileReport(
                file,
                status,
                spectrum.getSpectrumId(),
                delivery,
                spectrum.getSnr(),
                spectrum.getRadialVelocity(),
                message,
                seconds);
    }

    private static CompletableFuture<FileReport> done(FileReport report) {
        return CompletableFuture.completedFuture(report);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
