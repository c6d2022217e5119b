package org.starflow.worker.pipeline;

/** The schema registry does not answer. No record is at fault. */
final class RegistryAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryAwayException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
