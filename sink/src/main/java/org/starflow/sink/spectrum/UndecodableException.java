package org.starflow.sink.spectrum;

/** Bytes that are no spectrum, or can not be read as one now; the message says which. */
final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}
