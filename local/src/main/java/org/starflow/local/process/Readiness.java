package org.starflow.local.process;

import org.starflow.local.LocalStackException;

import java.time.Duration;
import java.time.Instant;

/** Waits until a child process answers. */
public final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int LOG_LINES = 15;

    private Readiness() {}

    /** One attempt; anything thrown means "not yet". */
    @FunctionalInterface
    public interface Probe {
        boolean isReady() throws Exception;
    }

    /**
     * Asks again and again until the answer is yes.
     *
     * @throws LocalStackException when the process ends or time runs out, with the last lines of its log
     */
    public static void await(ChildProcess process, Duration patience, Probe probe) {
        Instant deadline = Instant.now().plus(patience);
        String last = "it never answered";
        while (Instant.now().isBefore(deadline)) {
            if (!process.isAlive()) {
                throw failure(process, "ended with exit code " + process.exitCode() + " before it was ready");
            }
            try {
                if (probe.isReady()) {
                    return;
                }
                last = "it said that it is not ready";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure(process, "start was interrupted");
            } catch (Exception e) {
                last = e.toString();
            }
            pause(process);
        }
        throw failure(process, "was not ready after " + patience.toSeconds() + " s (" + last + ")");
    }

    private static void pause(ChildProcess process) {
        if (process.awaitExit(PAUSE)) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failure(process, "start was interrupted");
        }
    }

    private static LocalStackException failure(ChildProcess process, String what) {
        return new LocalStackException(process.name() + " " + what + "; its log " + process.log() + " ends with:"
                + System.lineSeparator() + LogFiles.tail(process.log(), LOG_LINES));
    }
}
