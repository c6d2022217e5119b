package org.starflow.worker.gpu;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a GPU says of itself at one moment.
 *
 * @param gpu its number on the machine
 * @param usedBytes memory in use by all processes
 * @param totalBytes memory that it has
 * @param utilization share of the last second or so in which it computed, 0 to 1; NaN where the GPU does not tell
 */
record GpuReading(String gpu, double usedBytes, double totalBytes, double utilization) {
    /** What {@code nvidia-smi} is asked for: one line a GPU, memory in MiB, utilization in percent. */
    static final String QUERY = "--query-gpu=index,memory.used,memory.total,utilization.gpu";

    private static final Pattern LINE = Pattern.compile("(\\d{1,3}), *(\\d+), *(\\d+), *(\\d+|\\[.*])");
    private static final double MEBIBYTE = 1 << 20;
    private static final double PERCENT = 0.01;

    /** Reads one line; empty when it is something else, such as a warning. */
    static Optional<GpuReading> parse(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String used = parts.group(4);
        return Optional.of(new GpuReading(
                parts.group(1),
                Double.parseDouble(parts.group(2)) * MEBIBYTE,
                Double.parseDouble(parts.group(3)) * MEBIBYTE,
                used.startsWith("[") ? Double.NaN : Double.parseDouble(used) * PERCENT));
    }
}
