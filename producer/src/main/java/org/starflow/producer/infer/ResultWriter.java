package org.starflow.producer.infer;

import org.starflow.v1.Inference;

import java.io.IOException;

/** Writes results one after the other as they come. */
public interface ResultWriter extends AutoCloseable {
    /** Writes one result. */
    void add(Inference inference) throws IOException;

    /** Ends the table; does not close what it writes to. */
    @Override
    void close() throws IOException;

    /** A writer of a format. */
    static ResultWriter of(ResultFormat format, Appendable out) throws IOException {
        return switch (format) {
            case CSV -> new CsvResults(out);
            case JSON -> new JsonResults(out);
            case TABLE -> new TableResults(out);
        };
    }
}
