package org.starflow.sink.consume;

/** The sink can not go on now; the message says why in one sentence. The same step is tried again later. */
final class BlockedException extends Exception {
    private static final long serialVersionUID = 1L;

    BlockedException(String message, Throwable cause) {
        super(message, cause);
    }

    BlockedException(String message) {
        super(message);
    }
}
