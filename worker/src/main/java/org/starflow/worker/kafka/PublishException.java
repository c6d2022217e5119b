package org.starflow.worker.kafka;

/** A transaction was not committed. Except for {@link Reason#FENCED} and {@link Reason#BROKEN} it has been aborted. */
public final class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    public enum Reason {
        /** The group has moved on to another generation: get the new one, drop what is no longer owned, send again. */
        STALE_GENERATION,
        /** A record is larger than its topic allows. */
        RECORD_TOO_LARGE,
        /** Send again. */
        RETRIABLE,
        /** The producer is of no use any more: open another and send again. */
        BROKEN,
        /** The producer's epoch is over: another instance has the id, or the coordinator timed the transaction out. */
        FENCED
    }

    private final Reason reason;

    PublishException(Reason reason, Throwable cause) {
        super(first(cause).toString(), cause);
        this.reason = reason;
    }

    /** The error that began it, which the producer wraps in later ones. */
    private static Throwable first(Throwable cause) {
        return cause.getCause() == null ? cause : first(cause.getCause());
    }

    /** What to do about it. */
    public Reason reason() {
        return reason;
    }
}
