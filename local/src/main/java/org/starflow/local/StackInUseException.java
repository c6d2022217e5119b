package org.starflow.local;

/** Another process uses the home folder; the message names it. */
public final class StackInUseException extends LocalStackException {

    private static final long serialVersionUID = 1L;

    public StackInUseException(String message) {
        super(message);
    }
}
