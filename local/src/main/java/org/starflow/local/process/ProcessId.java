package org.starflow.local.process;

import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be recognised again by another JVM: the number alone may have been given to a new process.
 *
 * @param pid process number
 * @param startedAt start in milliseconds of the epoch, 0 where the system does not tell
 */
public record ProcessId(long pid, long startedAt) {

    /** The system derives start times from its own boot time, which moves when the clock is set. */
    private static final long CLOCK_TOLERANCE_MILLIS = 5_000;

    public static ProcessId of(ProcessHandle handle) {
        return new ProcessId(handle.pid(), startedAt(handle));
    }

    /** The process if it is this very one and still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::matches);
    }

    private boolean matches(ProcessHandle handle) {
        long found = startedAt(handle);
        return startedAt == 0 || found == 0 || Math.abs(found - startedAt) <= CLOCK_TOLERANCE_MILLIS;
    }

    private static long startedAt(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
