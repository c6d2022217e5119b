package org.starflow.producer.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * How far a run is, on standard error: on a terminal one line that is written over, else a line every ten seconds. Thread-
 * safe.
 */
final class Progress {
    private static final long NANOS = 1_000_000_000L;

    private final PrintStream err;
    private final boolean terminal;
    private final String unit;
    private final int total;
    private final long start = System.nanoTime();
    private long last = start;
    private int done;

    /** A total of 0: unknown. */
    Progress(String unit, int total) {
        this(System.err, isTerminal(), unit, total);
    }

    Progress(PrintStream err, boolean terminal, String unit, int total) {
        this.err = err;
        this.terminal = terminal;
        this.unit = unit;
        this.total = total;
    }

    /** As the launcher says, which sees where standard error goes; else by the console. */
    private static boolean isTerminal() {
        String told = System.getProperty("starflow.terminal");
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        return System.console() != null && System.console().isTerminal();
    }

    synchronized void step() {
        done++;
        long now = System.nanoTime();
        if (now - last >= (terminal ? NANOS / 5 : 10 * NANOS)) {
            last = now;
            err.print(terminal ? "\r" + line(now) + "\u001b[K" : line(now) + "\n");
            err.flush();
        }
    }

    /** A message above the line. */
    synchronized void say(String message) {
        err.print((terminal ? "\r\u001b[K" : "") + message + "\n");
        err.flush();
    }

    synchronized void end() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /** Steps a second so far. */
    synchronized double rate() {
        return done / Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    }

    private String line(long now) {
        double seconds = (now - start) / 1e9;
        String of = total > 0 ? "/" + total : "";
        return String.format(Locale.ROOT, "%d%s %s, %.1f/s, %.0f s", done, of, unit, done / seconds, seconds);
    }
}
