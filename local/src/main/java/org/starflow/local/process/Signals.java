package org.starflow.local.process;

import org.starflow.local.LocalStackException;

import java.io.IOException;

/** Signals that stop a process where it stands and let it go on. */
public final class Signals {

    private Signals() {}

    /** SIGSTOP: it keeps its memory and its connections and does nothing. */
    public static void pause(long pid) {
        send("STOP", pid);
    }

    /** SIGCONT. */
    public static void resume(long pid) {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            int status = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new LocalStackException("SIG" + signal + " did not reach process " + pid + ": has it ended?");
            }
        } catch (IOException e) {
            throw new LocalStackException("SIG" + signal + " could not be sent to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while SIG" + signal + " was sent to process " + pid, e);
        }
    }
}
