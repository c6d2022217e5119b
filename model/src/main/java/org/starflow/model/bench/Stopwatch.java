package org.starflow.model.bench;

import java.time.Duration;
import java.util.function.IntUnaryOperator;

/** Repeats work for a time, after a quarter of it to warm up. */
final class Stopwatch {
    private final Duration time;

    Stopwatch(Duration time) {
        this.time = time;
    }

    /**
     * Items per second.
     *
     * @param work is given the number of the repetition and returns how many items it did
     */
    double perSecond(IntUnaryOperator work) {
        repeat(work, time.toNanos() / 4);
        long start = System.nanoTime();
        long items = repeat(work, time.toNanos());
        return items / ((System.nanoTime() - start) / 1e9);
    }

    private static long repeat(IntUnaryOperator work, long nanos) {
        long items = 0;
        long start = System.nanoTime();
        for (int i = 0; i == 0 || System.nanoTime() - start < nanos; i++) {
            items += work.applyAsInt(i);
        }
        return items;
    }
}
