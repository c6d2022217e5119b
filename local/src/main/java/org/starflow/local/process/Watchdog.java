package org.starflow.local.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Ends registered processes when this JVM is gone, even by {@code kill -9}: a small shell process reads a pipe that
 * only this JVM holds open, and acts when it closes.
 */
public final class Watchdog {

    private static final Logger LOGGER = LoggerFactory.getLogger(Watchdog.class);

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            watched=' '
            while read -r verb signal pid; do
              case $verb in
                watch) watched="$watched$signal:$pid " ;;
                forget) watched=$(printf '%s' "$watched" | sed "s/ $signal:$pid / /") ;;
              esac
            done
            for entry in $watched; do kill -"${entry%%:*}" "${entry#*:}" 2>/dev/null; done
            for second in 1 2 3 4 5 6 7 8 9 10; do
              alive=
              for entry in $watched; do kill -0 "${entry#*:}" 2>/dev/null && alive=yes; done
              [ -n "$alive" ] || exit 0
              sleep 1
            done
            for entry in $watched; do kill -KILL "${entry#*:}" 2>/dev/null; done
            """;

    private static Watchdog shared;

    private final Writer pipe;

    private Watchdog(Writer pipe) {
        this.pipe = pipe;
    }

    /** The one of this JVM, started at the first call. */
    public static synchronized Watchdog shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static Watchdog start() {
        try {
            Process shell = new ProcessBuilder(Detached.prefix("sh", "-c", SCRIPT))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Watchdog(new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("The watchdog shell cannot be started", e);
        }
    }

    public void watch(long pid, StopSignal signal) {
        send("watch " + signal + " " + pid + "\n");
    }

    public void forget(long pid, StopSignal signal) {
        send("forget " + signal + " " + pid + "\n");
    }

    /** A watchdog that was itself killed is no reason to stop: what it guards is only the unclean end. */
    private synchronized void send(String line) {
        try {
            pipe.write(line);
            pipe.flush();
        } catch (IOException e) {
            LOGGER.atWarn()
                    .addKeyValue("cause", e.getMessage())
                    .log("The watchdog has ended: services may outlive an unclean end of this JVM");
        }
    }
}
