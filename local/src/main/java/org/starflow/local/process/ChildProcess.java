package org.starflow.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** One running program with its output in a log file. It ends with this JVM unless it is {@linkplain #release() released}. */
public final class ChildProcess {

    private final String name;
    private final ProcessHandle handle;
    private final Process process;
    private final StopSignal signal;
    private final Path log;

    private ChildProcess(String name, Process process, StopSignal signal, Path log) {
        this.name = name;
        this.process = process;
        this.handle = process.toHandle();
        this.signal = signal;
        this.log = log;
    }

    /** Starts the command in a session of its own; its log is rotated first. */
    public static ChildProcess start(String name, Command command, Path log, StopSignal signal) {
        LogFiles.rotate(log);
        ProcessBuilder builder = new ProcessBuilder(Detached.prefix(command.arguments()))
                .directory(command.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(command.environment());
        try {
            // The shell of the watchdog must be there before the child: a crash in between would leave an orphan.
            Watchdog watchdog = Watchdog.shared();
            Process process = builder.start();
            watchdog.watch(process.pid(), signal);
            return new ChildProcess(name, process, signal, log);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + " cannot be started: " + command.arguments().getFirst(), e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return handle.pid();
    }

    public ProcessId id() {
        return ProcessId.of(handle);
    }

    public StopSignal signal() {
        return signal;
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Exit status; {@link IllegalThreadStateException} while it runs. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Waits for its end; {@code false} when it still runs after that time. */
    public boolean awaitExit(Duration patience) {
        return ProcessStopper.awaitExit(handle, patience);
    }

    /** Ends it politely, by force after {@code patience}; does nothing when it has ended. */
    public void stop(Duration patience) {
        if (isAlive()) {
            ProcessStopper.stop(name, handle, signal, patience);
        }
        release();
    }

    /** {@code kill -9}, and waits until it is gone. */
    public void kill() {
        ProcessStopper.kill(handle);
        release();
    }

    /** Lets it go on after this JVM has ended. */
    public void release() {
        Watchdog.shared().forget(pid(), signal);
    }
}
