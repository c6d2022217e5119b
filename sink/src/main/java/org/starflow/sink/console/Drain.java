package org.starflow.sink.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Rates of a group and the time until its backlog is gone, from where it and the topic stood over the last minute.
 * Not thread-safe.
 */
final class Drain {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final double LEAST_SECONDS = 4;

    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(Instant at, long committed, long end) {}

    /** Where the backlog is going. */
    enum Trend {
        /** There is none. */
        NONE,
        /** It gets smaller; there is a time when it will be gone. */
        SHRINKING,
        /** More comes in than goes out. */
        GROWING,
        /** Nothing moves, or not enough is known yet. */
        STANDING
    }

    /**
     * What the last minute says.
     *
     * @param in spectra a second that arrive
     * @param out spectra a second that are done
     * @param seconds until the backlog is gone
     */
    record Forecast(double in, double out, Trend trend, OptionalDouble seconds) {}

    void note(Instant at, long committed, long end) {
        Point last = points.peekLast();
        if (last != null && (committed < last.committed() || end < last.end())) {
            // A group that was set back, or a topic that was made anew: the past says nothing of the future.
            points.clear();
        }
        points.addLast(new Point(at, committed, end));
        while (points.peekFirst().at().plus(WINDOW).isBefore(at)) {
            points.removeFirst();
        }
    }

    Forecast forecast() {
        Point first = points.peekFirst();
        Point last = points.peekLast();
        if (first == null) {
            return new Forecast(0, 0, Trend.NONE, OptionalDouble.empty());
        }
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        long lag = Math.max(0, last.end() - last.committed());
        if (seconds < LEAST_SECONDS) {
            return new Forecast(0, 0, lag == 0 ? Trend.NONE : Trend.STANDING, OptionalDouble.empty());
        }
        double in = (last.end() - first.end()) / seconds;
        double out = (last.committed() - first.committed()) / seconds;
        if (lag == 0) {
            return new Forecast(in, out, Trend.NONE, OptionalDouble.empty());
        }
        if (out <= 0 && in <= 0) {
            return new Forecast(in, out, Trend.STANDING, OptionalDouble.empty());
        }
        return out > in
                ? new Forecast(in, out, Trend.SHRINKING, OptionalDouble.of(lag / (out - in)))
                : new Forecast(in, out, Trend.GROWING, OptionalDouble.empty());
    }
}
