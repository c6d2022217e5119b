package org.starflow.sink.problem;

/** An answer that is an error. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status HTTP status
     * @param detail one sentence
     */
    public ProblemException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** The request can not be understood. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, detail);
    }

    /** There is no such thing. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(404, detail);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }
}
