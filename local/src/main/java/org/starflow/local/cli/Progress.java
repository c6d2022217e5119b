package org.starflow.local.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** One line that changes on a terminal; a line now and then in a file. */
final class Progress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(15);

    private final PrintStream err;
    private final boolean terminal;
    private final Instant start = Instant.now();
    private Instant lastLine = Instant.EPOCH;
    private String lastText = "";
    private int width;

    Progress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** On standard error; the script tells whether that is a terminal, which Java cannot see. */
    static Progress standard() {
        return new Progress(System.err, Boolean.getBoolean("starflow.terminal"));
    }

    synchronized void show(String text) {
        if (terminal) {
            String line = text + " (" + seconds() + " s)";
            err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            err.flush();
            width = line.length();
        } else if (isDue(text)) {
            lastLine = Instant.now();
            err.println(text);
        }
        lastText = text;
    }

    private boolean isDue(String text) {
        boolean sameKind = firstWord(text).equals(firstWord(lastText));
        return !sameKind || Duration.between(lastLine, Instant.now()).compareTo(BETWEEN_LINES) >= 0;
    }

    private static String firstWord(String text) {
        return text.split(" ", 2)[0];
    }

    /** Takes the changing line away and says what came of it. */
    synchronized void done(String text) {
        if (terminal) {
            err.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
        err.println(text);
        lastText = "";
    }

    long seconds() {
        return Duration.between(start, Instant.now()).toSeconds();
    }
}
