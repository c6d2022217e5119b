package org.starflow.sink.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count grows, over the last minute. */
final class RateWindow {
    private static final long SPAN_NANOS = Duration.ofSeconds(60).toNanos();
    /** Over less than this, a batch more or less would decide. */
    private static final long LEAST_NANOS = Duration.ofSeconds(4).toNanos();

    private record Sample(long nanos, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Notes a count; one that is smaller than before (a topic that was made anew) begins again. */
    void add(long nanos, long count) {
        if (!samples.isEmpty() && count < samples.getLast().count()) {
            samples.clear();
        }
        samples.addLast(new Sample(nanos, count));
        while (nanos - samples.getFirst().nanos() > SPAN_NANOS) {
            samples.removeFirst();
        }
    }

    /** Counts a second; NaN while too little is known. */
    double perSecond() {
        if (samples.isEmpty()) {
            return Double.NaN;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long span = last.nanos() - first.nanos();
        return span < LEAST_NANOS ? Double.NaN : (last.count() - first.count()) * 1e9 / span;
    }
}
