package org.starflow.sink.record;

import org.starflow.schemas.serde.RegistryFailures;

/** The schema registry does not answer: try the same record again later. */
public final class RegistryAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param cause what the deserializer threw */
    public RegistryAwayException(Throwable cause) {
        super("The schema registry does not answer: " + cause.getMessage(), cause);
    }

    /** Whether a deserializer's exception means that the registry is away, whoever wrote the deserializer. */
    static boolean isCauseOf(Throwable thrown) {
        return RegistryFailures.away(thrown);
    }
}
