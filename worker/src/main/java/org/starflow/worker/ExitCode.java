package org.starflow.worker;

/** What the exit code of the worker's process tells the orchestrator. */
public enum ExitCode {
    /** Stopped on request, everything in flight committed or left to be read again. */
    OK(0),
    /** An option that is not known. */
    USAGE(2),
    /** The worker cannot run here as it is configured: model package, execution provider, credentials. */
    ENVIRONMENT(3),
    /** Another worker uses the same transactional id. */
    FENCED(4),
    /** Kafka refused for longer than the retry timeout, or for good. */
    KAFKA(5),
    /** The inference engine no longer reproduces its golden figures. */
    ENGINE(6),
    /** A fault of the worker itself. */
    INTERNAL(7);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The code of the process. */
    public int code() {
        return code;
    }
}
