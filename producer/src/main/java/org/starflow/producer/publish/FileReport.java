package org.starflow.producer.publish;

import java.nio.file.Path;

/**
 * What became of one file.
 *
 * @param spectrumId null when the file could not be read
 * @param delivery null unless sent, now or before
 * @param snr per Å, null unless reduced
 * @param velocity that was removed, km/s, null where none was
 * @param message why not, or what a person should know; empty otherwise
 * @param seconds reading and reduction
 */
public record FileReport(
        Path file,
        Status status,
        String spectrumId,
        Delivery delivery,
        Double snr,
        Double velocity,
        String message,
        double seconds) {
    /** How it ended. */
    public enum Status {
        /** Acknowledged by the broker. */
        SENT,
        /** In the journal already. */
        SENT_BEFORE,
        /** Read and reduced, not sent, as asked for. */
        CHECKED,
        /** Not a spectrum, or of no use to the model. */
        REFUSED,
        /** The broker did not take it. */
        FAILED
    }

    static FileReport refused(Path file, String spectrumId, String message, double seconds) {
        return new FileReport(file, Status.REFUSED, spectrumId, null, null, null, message, seconds);
    }
}
