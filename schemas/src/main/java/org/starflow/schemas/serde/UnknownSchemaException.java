package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry does not know the schema of a record, or it is no schema that the reader can use. */
public final class UnknownSchemaException extends SerializationException {
    private static final long serialVersionUID = 1L;

    UnknownSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
