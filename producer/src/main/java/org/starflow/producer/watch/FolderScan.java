package org.starflow.producer.watch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.producer.read.InputPaths;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Finds the files of a folder and its subfolders that are complete: whose size and time of change have not moved for the
 * settle time, by the clock of the caller. A file is given out once for each state; when it changes, once more. Not
 * thread-safe.
 */
final class FolderScan {
    private static final Logger LOG = LoggerFactory.getLogger(FolderScan.class);

    private final Path folder;
    private final Duration settle;
    private final Map<Path, Seen> seen = new HashMap<>();

    FolderScan(Path folder, Duration settle) {
        this.folder = folder;
        this.settle = settle;
    }

    private record State(long size, long modifiedMillis) {}

    private record Seen(State state, long sinceNanos, boolean given) {}

    /** Looks at the folder; returns the files that have become complete, in order of their names. */
    List<Path> complete(long nowNanos) throws IOException {
        var complete = new ArrayList<Path>();
        var present = new HashSet<Path>();
        for (Path file : InputPaths.inFolder(folder)) {
            State state = state(file);
            if (state == null) {
                continue;
            }
            present.add(file);
            Seen before = seen.get(file);
            if (before == null || !before.state().equals(state)) {
                seen.put(file, new Seen(state, nowNanos, false));
                before = seen.get(file);
            }
            if (!before.given() && nowNanos - before.sinceNanos() >= settle.toNanos()) {
                seen.put(file, new Seen(state, before.sinceNanos(), true));
                complete.add(file);
            }
        }
        seen.keySet().retainAll(present);
        return complete;
    }

    /** Gives a file out once more, after another settle time, although it has not changed. */
    void again(Path file, long nowNanos) {
        seen.computeIfPresent(file, (_, before) -> new Seen(before.state(), nowNanos, false));
    }

    /** Files that are there but not complete yet. */
    int settling() {
        return (int) seen.values().stream().filter(s -> !s.given()).count();
    }

    private static State state(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("file", file).log("File vanished while the folder was read");
            return null;
        }
    }
}
