package org.starflow.schemas.registry;

/** No registry gave a usable answer: connection refused, timeout, or an answer that is not the registry's. */
public final class RegistryUnreachableException extends RegistryException {
    private static final long serialVersionUID = 1L;

    RegistryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
