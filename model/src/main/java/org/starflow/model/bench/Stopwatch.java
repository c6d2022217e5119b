package org.starflow.model.bench;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntUnaryOperator;

/** Repeats work for a time, after a quarter of it to warm up. */
final class Stopwatch {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Duration time;

    Stopwatch(Duration time) {
        this.time = time;
    }

    /**
     * What one item takes.
     *
     * @param work is given the number of the repetition and returns how many items it did
     */
    Measurement measure(IntUnaryOperator work) {
        repeat(work, time.toNanos() / 4);
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long items = repeat(work, time.toNanos());
        double wall = (System.nanoTime() - start) / 1e6 / items;
        return new Measurement(wall, (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / items);
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
