package org.starflow.producer.publish;

import org.starflow.producer.publish.FileReport.Status;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts of a run, and files that share an identifier. Thread-safe. */
public final class SendSummary {
    private final Map<Status, Integer> counts = new EnumMap<>(Status.class);
    private final Map<String, FileReport> firstOfId = new HashMap<>();
    private final Set<Path> lost = new HashSet<>();

    /** Counts a file; returns the earlier file with the same identifier, else null. */
    public synchronized FileReport add(FileReport report) {
        counts.merge(report.status(), 1, Integer::sum);
        boolean bad = report.status() == Status.REFUSED || report.status() == Status.FAILED;
        if (bad) {
            lost.add(report.file());
        } else {
            lost.remove(report.file());
        }
        if (report.spectrumId() == null || report.status() == Status.REFUSED) {
            return null;
        }
        return firstOfId.putIfAbsent(report.spectrumId(), report);
    }

    /** Number of files that ended so. */
    public synchronized int count(Status status) {
        return counts.getOrDefault(status, 0);
    }

    /** Number of files done. */
    public synchronized int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether a file was refused or failed, and has not been sent since. */
    public synchronized boolean anyLost() {
        return !lost.isEmpty();
    }

    /** For example: {@code 5 sent, 0 sent before, 1 refused, 0 failed}. */
    public synchronized String sentence() {
        String checked = count(Status.CHECKED) > 0 ? count(Status.CHECKED) + " checked (not sent), " : "";
        return checked + count(Status.SENT) + " sent, " + count(Status.SENT_BEFORE) + " sent before, "
                + count(Status.REFUSED) + " refused, " + count(Status.FAILED) + " failed";
    }
}
