package org.starflow.schemas.registry;

/** A schema registry did not give what it was asked for. The message names the URL and never holds a secret. */
public abstract sealed class RegistryException extends RuntimeException
        permits RegistryResponseException, RegistryUnreachableException, UnusableSchemaException {
    private static final long serialVersionUID = 1L;

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
