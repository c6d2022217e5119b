package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes of a record are not what their schema says, or not in a known wire form. */
public class MalformedRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
