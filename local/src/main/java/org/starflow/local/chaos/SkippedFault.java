package org.starflow.local.chaos;

/** A fault that is not possible on this machine; the message says why. */
final class SkippedFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SkippedFault(String reason) {
        super(reason);
    }
}
