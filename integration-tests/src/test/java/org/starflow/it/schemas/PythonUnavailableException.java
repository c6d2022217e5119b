package org.starflow.it.schemas;

/** This machine cannot provide Python with the packages of the client. */
final class PythonUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    PythonUnavailableException(String reason) {
        super("The Python client was not tested: " + reason);
    }
}
