package org.starflow.producer.infer;

import org.starflow.v1.Inference;

import java.nio.file.Path;

/** Outcome of one file. */
public sealed interface InferredFile {
    /** The file. */
    Path file();

    /**
     * A file with a result.
     *
     * @param samples kept posterior samples, [kept][13], physical units; null unless asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Done(Path file, Inference inference, float[][] samples) implements InferredFile {}

    /** A file that was refused, with the reason. */
    record Refused(Path file, String reason) implements InferredFile {}
}
