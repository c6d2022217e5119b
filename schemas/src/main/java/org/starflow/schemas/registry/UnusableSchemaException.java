package org.starflow.schemas.registry;

/** The registry holds the schema, but it is not Avro, or does not parse. */
public final class UnusableSchemaException extends RegistryException {
    private static final long serialVersionUID = 1L;

    UnusableSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
