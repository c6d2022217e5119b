package org.starflow.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.starflow.local.process.ProcessId;
import org.starflow.local.process.StopSignal;

import java.util.Optional;

/**
 * A process of a running stack.
 *
 * @param name {@code kafka}, {@code worker-1}, …
 * @param id to find it again
 * @param address where it listens, for people
 * @param signal by which it stops
 */
public record ProcessEntry(String name, ProcessId id, String address, StopSignal signal) {

    /** The process if it still runs. */
    public Optional<ProcessHandle> find() {
        return id.find();
    }

    @JsonIgnore
    public boolean isRunning() {
        return find().isPresent();
    }
}
