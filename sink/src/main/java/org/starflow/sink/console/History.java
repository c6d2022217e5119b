package org.starflow.sink.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Moments of the last half hour, at most one in five seconds. Thread-safe. */
final class History {
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Deque<ConsoleViews.Moment> moments = new ArrayDeque<>();

    synchronized void add(ConsoleViews.Moment moment) {
        ConsoleViews.Moment last = moments.peekLast();
        if (last != null && moment.at().isBefore(last.at().plus(STEP))) {
            return;
        }
        moments.addLast(moment);
        Instant oldest = moment.at().minus(LENGTH);
        while (moments.peekFirst().at().isBefore(oldest)) {
            moments.removeFirst();
        }
    }

    synchronized List<ConsoleViews.Moment> all() {
        return List.copyOf(moments);
    }
}
