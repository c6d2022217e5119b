package org.starflow.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Resident memory of processes, once a second, from Linux's {@code /proc}; elsewhere it sees nothing. */
final class MemoryWatch implements AutoCloseable {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String OWN = "RssAnon";
    private static final String SHARED = "RssShmem";
    private static final String FILES = "RssFile";

    private final Map<String, Long> pids = new ConcurrentHashMap<>();
    private final Map<String, List<Double>> lives = new ConcurrentHashMap<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("memory-watch").factory());

    private record Sample(Instant time, double mebibytes) {}

    /**
     * Resident memory of a process, MiB.
     *
     * @param first mean of its first minute, or of the first third of a shorter run
     * @param last mean of its last minute, or of the last third
     * @param most largest
     * @param liveFirst heap that was left after a full collection, the first time; NaN where nobody asked
     * @param liveLast the same, the last time
     */
    record Use(
            String process, double first, double last, double most, double seconds, double liveFirst, double liveLast) {
        /** Growth from the first minute to the last, as a share. */
        double growth() {
            return last / first - 1;
        }
    }

    MemoryWatch() {
        clock.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
    }

    /** Begins to watch a process, with its children. */
    void watch(String name, long pid) {
        pids.put(name, pid);
    }

    /**
     * Has Java processes collect their garbage and notes what is left. Never to be asked of another program: {@code
     * jcmd} knocks with SIGQUIT, which ends it (PostgreSQL at once and without a checkpoint).
     */
    void weigh(Collection<String> javaProcesses) throws IOException, InterruptedException {
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            if (!javaProcesses.contains(process.getKey())) {
                continue;
            }
            OptionalDouble live = LiveHeap.mebibytes(process.getValue());
            if (live.isPresent()) {
                lives.computeIfAbsent(process.getKey(), _ -> new CopyOnWriteArrayList<>())
                        .add(live.getAsDouble());
            }
        }
    }

    private synchronized void sample() {
        Instant now = Instant.now();
        pids.forEach((name, pid) -> {
            double mebibytes = ProcessHandle.of(pid).map(MemoryWatch::tree).orElse(0.0);
            if (mebibytes > 0) {
                samples.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Sample(now, mebibytes));
            }
        });
    }

    /** MiB of a process and its children; what they share (PostgreSQL's buffers, its program) is counted once. */
    private static double tree(ProcessHandle process) {
        List<Map<String, Double>> members = Stream.concat(Stream.of(process), process.descendants())
                .map(member -> resident(member.pid()))
                .toList();
        double own = members.stream().mapToDouble(member -> member.get(OWN)).sum();
        double shared = members.stream()
                .mapToDouble(member -> member.get(SHARED) + member.get(FILES))
                .max()
                .orElse(0);
        return own + shared;
    }

    /** MiB of each kind; 0 when the process is gone or the system has no {@code /proc}. */
    private static Map<String, Double> resident(long pid) {
        Map<String, Double> kinds = new HashMap<>(Map.of(OWN, 0.0, SHARED, 0.0, FILES, 0.0));
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            lines.filter(line -> kinds.containsKey(line.split(":", 2)[0]))
                    .forEach(line ->
                            kinds.put(line.split(":", 2)[0], Long.parseLong(line.replaceAll("\\D", "")) / 1024.0));
        } catch (IOException | UncheckedIOException e) {
            return kinds;
        }
        return kinds;
    }

    /** For each process that was seen, in the order in which they were first seen. */
    synchronized List<Use> uses() {
        return samples.entrySet().stream()
                .map(entry -> use(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Use use(String name, List<Sample> samples) {
        List<Double> live = lives.getOrDefault(name, List.of(Double.NaN));
        Instant begin = samples.getFirst().time();
        Instant end = samples.getLast().time();
        Duration run = Duration.between(begin, end);
        Duration window = run.dividedBy(3).compareTo(MINUTE) < 0 ? run.dividedBy(3) : MINUTE;
        return new Use(
                name,
                mean(samples, begin, begin.plus(window)),
                mean(samples, end.minus(window), end),
                samples.stream().mapToDouble(Sample::mebibytes).max().orElse(0),
                run.toMillis() / 1000.0,
                live.getFirst(),
                live.getLast());
    }

    private static double mean(List<Sample> samples, Instant from, Instant to) {
        return samples.stream()
                .filter(sample ->
                        !sample.time().isBefore(from) && !sample.time().isAfter(to))
                .mapToDouble(Sample::mebibytes)
                .average()
                .orElse(0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
