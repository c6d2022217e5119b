package org.starflow.local.chaos;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be broken. */
public enum FaultKind {
    WORKER_KILL(Part.WORKERS, "a worker is killed (SIGKILL)"),
    WORKER_PAUSE(Part.WORKERS, "a worker stands still (SIGSTOP) for longer than its session and its transaction live"),
    WORKER_KILL_AT_BEGIN(Part.WORKERS, "a worker is killed as it sends the first records of a transaction"),
    WORKER_KILL_AT_OFFSETS(Part.WORKERS, "a worker is killed as it adds the offsets to a transaction"),
    WORKER_KILL_AT_COMMIT(Part.WORKERS, "a worker is killed as it commits, before or after the broker has done it"),
    WORKER_COMMIT_ANSWER_LOST(Part.WORKERS, "the broker commits, and its answer is lost with the connection"),
    WORKER_ZOMBIE(Part.WORKERS, "a worker stops as it commits, an heir of the same name works, and it comes back"),
    WORKER_OUT_OF_MEMORY(Part.WORKERS, "a worker with too small a heap: it must end by itself"),
    WORKER_SCALE(Part.WORKERS, "1, then 4, then 2 workers"),
    WORKER_ROLLING_RESTART(Part.WORKERS, "all workers are stopped and started, one after the other"),
    WORKER_NETWORK_CUT(Part.WORKERS, "a worker cannot reach the broker: reset, or silence"),
    MODEL_CORRUPT(Part.WORKERS, "a worker finds its model package damaged: it must not become ready"),
    MODEL_JOINS(Part.MODELS, "a worker with another model version joins and reads everything"),
    SINK_KILL(Part.SINKS, "a sink is killed (SIGKILL)"),
    SINK_PAUSE(Part.SINKS, "a sink stands still (SIGSTOP) for longer than its session lives"),
    SINK_ROLLING_RESTART(Part.SINKS, "all sinks are stopped and started, one after the other"),
    SINK_NETWORK_CUT(Part.SINKS, "a sink cannot reach the broker: reset, or silence"),
    DATABASE_CONNECTION_LOST(Part.DATABASE, "all connections of the sinks to the database are cut: reset, or silence"),
    DATABASE_KILL(Part.DATABASE, "PostgreSQL is killed and started again"),
    DATABASE_RESTART(Part.DATABASE, "PostgreSQL is restarted in good order"),
    DATABASE_READ_ONLY(Part.DATABASE, "the database takes no writes"),
    DATABASE_DISK_FULL(Part.DATABASE, "the disk of the database is full"),
    BROKER_KILL(Part.BROKER, "the broker is killed and started again"),
    BROKER_RESTART(Part.BROKER, "the broker is restarted in good order"),
    BROKER_PAUSE(Part.BROKER, "the broker stands still (SIGSTOP) for longer than sessions live"),
    REGISTRY_DOWN(Part.REGISTRY, "the schema registry is away, also while a worker starts"),
    PRODUCER_KILL(Part.PRODUCER, "the watching producer is killed (SIGKILL)"),
    PRODUCER_KILL_AT_SEND(
            Part.PRODUCER, "the watching producer is killed as it sends, before or after the broker has it"),
    PRODUCER_PAUSE(Part.PRODUCER, "the watching producer stands still (SIGSTOP)"),
    CLOCK_JUMP(Part.STREAM, "records carry times of long ago, or of the next hour"),
    POISON_BURST(Part.STREAM, "invalid records, one after the other");

    /** What a fault keeps busy: two faults of one part do not overlap. */
    enum Part {
        WORKERS,
        MODELS,
        SINKS,
        DATABASE,
        BROKER,
        REGISTRY,
        PRODUCER,
        STREAM
    }

    private final Part part;
    private final String sentence;

    FaultKind(Part part, String sentence) {
        this.part = part;
        this.sentence = sentence;
    }

    Part part() {
        return part;
    }

    /** What it does. */
    public String sentence() {
        return sentence;
    }

    /** As on the command line: {@code worker-kill}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kinds that a person lists.
     *
     * @throws IllegalArgumentException for a name that is none; the message lists those that are
     */
    public static Set<FaultKind> parse(List<String> labels) {
        var kinds = EnumSet.noneOf(FaultKind.class);
        for (String label : labels) {
            kinds.add(Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label.strip()))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("no fault is called " + label + "; there are " + all())));
        }
        return kinds;
    }

    private static String all() {
        return Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", "));
    }
}
