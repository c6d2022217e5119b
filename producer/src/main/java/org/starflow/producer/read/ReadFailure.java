package org.starflow.producer.read;

import java.nio.file.Path;

/** A file that cannot be read as a spectrum. The message names the file, what was expected and what was found. */
public final class ReadFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure in words. */
    public ReadFailure(Path file, String expected, String found) {
        this(file.toString(), expected, found);
    }

    ReadFailure(String file, String expected, String found) {
        super(file + ": expected " + expected + ", found " + found);
    }
}
