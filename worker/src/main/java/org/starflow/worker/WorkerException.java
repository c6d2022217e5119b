package org.starflow.worker;

/** The worker has to end. The message is one sentence for the operator. */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** Without a cause. */
    public WorkerException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /** With the error behind it. */
    public WorkerException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Code that the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
