package org.starflow.schemas.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Keeps a log short while something that is asked again and again is away: of messages that differ in numbers alone, one
 * passes in a window, and the others are counted. Thread-safe.
 */
public final class FloodGate {
    private static final Pattern VARYING =
            Pattern.compile("(?<=[=\\[(])[^\\s,;\\])]+|[0-9A-Fa-f]{8,}(?:-[0-9A-Fa-f]{4,})*|\\d+");
    private static final int KIND_LENGTH = 160;
    private static final int MOST_KINDS = 1000;

    private final long windowNanos;
    private final LongSupplier clock;
    private final Map<Kind, Count> kinds = new HashMap<>();

    /**
     * Counts nothing yet.
     *
     * @param window how long one message stands for all of its kind
     * @param clock as {@link System#nanoTime()}
     */
    public FloodGate(Duration window, LongSupplier clock) {
        this.windowNanos = window.toNanos();
        this.clock = clock;
    }

    /**
     * What was held back.
     *
     * @param logger name of the logger
     * @param example the message that passed
     * @param level level of all of them, as {@link java.util.logging.Level#intValue()}
     * @param count how many like it did not pass in the window
     */
    public record Held(String logger, String example, int level, long count) {}

    private record Kind(String logger, int level, String shape) {}

    private static final class Count {
        private final String example;
        private long since;
        private long held;

        private Count(String example, long since) {
            this.example = example;
            this.since = since;
        }
    }

    /** Whether a message passes. */
    public synchronized boolean admits(String logger, int level, String message) {
        var kind = new Kind(logger, level, shape(message));
        Count count = kinds.get(kind);
        if (count != null) {
            count.held++;
            return false;
        }
        if (kinds.size() < MOST_KINDS) {
            kinds.put(kind, new Count(message, clock.getAsLong()));
        }
        return true;
    }

    /** What was held back in windows that are over; kinds that have fallen silent pass again. */
    public synchronized List<Held> sweep() {
        long now = clock.getAsLong();
        var held = new ArrayList<Held>();
        kinds.entrySet().removeIf(entry -> {
            Count count = entry.getValue();
            if (now - count.since < windowNanos) {
                return false;
            }
            if (count.held == 0) {
                return true;
            }
            Kind kind = entry.getKey();
            held.add(new Held(kind.logger(), count.example, kind.level(), count.held));
            count.since = now;
            count.held = 0;
            return false;
        });
        return held;
    }

    /** A message without its numbers, identifiers and values. */
    private static String shape(String message) {
        String text = message == null ? "" : message;
        String shape = VARYING.matcher(text.length() > 4 * KIND_LENGTH ? text.substring(0, 4 * KIND_LENGTH) : text)
                .replaceAll("#");
        return shape.length() > KIND_LENGTH ? shape.substring(0, KIND_LENGTH) : shape;
    }
}
