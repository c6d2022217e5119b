package org.starflow.schemas.registry;

/** A registry answered with an error. */
public final class RegistryResponseException extends RegistryException {
    private static final long serialVersionUID = 1L;
    static final int NOT_FOUND = 404;

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final int status;
    private final int code;

    RegistryResponseException(String message, int status, int code) {
        super(message, null);
        this.status = status;
        this.code = code;
    }

    /** The same error for another caller, with its own stack trace. */
    RegistryResponseException again() {
        return new RegistryResponseException(getMessage() + " (remembered)", status, code);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The registry's own error code (40401 subject, 40402 version, 40403 schema not found, …); 0 when it gave none. */
    public int code() {
        return code;
    }

    /** The registry itself says that the subject, version or schema does not exist; a wrong base path does not count. */
    public boolean isNotFound() {
        return status == NOT_FOUND && code / 100 == NOT_FOUND;
    }

    /** The registry understood and refused the schema: incompatible with earlier versions, or invalid. */
    public boolean isSchemaRefused() {
        return status == CONFLICT || status == UNPROCESSABLE;
    }
}
