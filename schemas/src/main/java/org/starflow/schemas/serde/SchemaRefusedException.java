package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry refused to register a schema: incompatible with an earlier version of the subject, or invalid. */
public final class SchemaRefusedException extends SerializationException {
    private static final long serialVersionUID = 1L;

    SchemaRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
