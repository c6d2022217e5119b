package org.starflow.model.engine;

/** The engine does not reproduce the golden figures of its package. The message names case, label and statistic. */
public final class SelfTestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With case, label, statistic, expected and found. */
    public SelfTestException(String message) {
        super(message);
    }
}
