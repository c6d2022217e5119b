package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry gave no answer, or refused to serve us. The record is not at fault: try it again later. */
public final class RegistryUnavailableException extends SerializationException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
