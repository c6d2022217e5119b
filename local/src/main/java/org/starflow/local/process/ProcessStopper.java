package org.starflow.local.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: politely, and by force when it does not listen. */
public final class ProcessStopper {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessStopper.class);
    private static final Duration AFTER_KILL = Duration.ofSeconds(30);

    private ProcessStopper() {}

    /**
     * Sends the signal, waits, and kills the process when it still runs after {@code patience}.
     *
     * @return whether it ended by itself
     */
    public static boolean stop(String name, ProcessHandle process, StopSignal signal, Duration patience) {
        signal(process, signal);
        if (awaitExit(process, patience)) {
            return true;
        }
        LOGGER.atWarn()
                .addKeyValue("process", name)
                .addKeyValue("pid", process.pid())
                .addKeyValue("waitedSeconds", patience.toSeconds())
                .log("Process did not stop when asked to; killing it");
        kill(process);
        return false;
    }

    /** SIGKILL, and waits until the process is gone. */
    public static void kill(ProcessHandle process) {
        process.destroyForcibly();
        awaitExit(process, AFTER_KILL);
    }

    private static void signal(ProcessHandle process, StopSignal signal) {
        switch (signal) {
            case TERM -> process.destroy();
            case INT -> interrupt(process);
        }
    }

    private static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean awaitExit(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
