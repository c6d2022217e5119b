package org.starflow.local.chaos;

import org.starflow.local.StackService;
import org.starflow.local.process.Signals;
import org.starflow.local.relay.KafkaRequest;
import org.starflow.local.relay.Relay;
import org.starflow.local.relay.Traffic;

import java.time.Duration;
import java.util.function.Predicate;

/** Makes the faults of a plan. */
final class Faults {

    private static final int POISON = 20;
    private static final Duration LONG_AGO = Duration.ofDays(-7_305);
    /** The broker itself refuses records of more than an hour ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(50);

    private final Arena arena;
    private final Feeder feeder;

    Faults(Arena arena, Feeder feeder) {
        this.arena = arena;
        this.feeder = feeder;
    }

    Fault of(Planned planned) {
        Relay kafka = arena.relays().kafka();
        Fleet workers = arena.workers();
        return switch (planned.kind()) {
            case WORKER_KILL -> ProcessFaults.kill(workers, planned);
            case WORKER_PAUSE -> ProcessFaults.pause(workers, planned);
            case WORKER_KILL_AT_BEGIN -> Traps.kill(kafka, workers, planned, KafkaRequest.PRODUCE);
            case WORKER_KILL_AT_OFFSETS -> Traps.kill(kafka, workers, planned, KafkaRequest.TXN_OFFSET_COMMIT);
            case WORKER_KILL_AT_COMMIT -> Traps.kill(kafka, workers, planned, KafkaRequest.END_TXN);
            case WORKER_COMMIT_ANSWER_LOST -> Traps.loseAnswer(kafka, workers, planned);
            case WORKER_ZOMBIE -> Traps.zombie(kafka, workers, planned);
            case WORKER_OUT_OF_MEMORY -> BrokenWorkers.outOfMemory(workers, feeder, planned);
            case WORKER_SCALE -> ProcessFaults.scale(workers, Arena.WORKERS);
            case WORKER_ROLLING_RESTART -> ProcessFaults.rollingRestart(workers);
            case WORKER_NETWORK_CUT -> cut(kafka, workers.choose(planned), planned);
            case MODEL_CORRUPT -> BrokenWorkers.corruptModel(workers, arena.models(), planned);
            case MODEL_JOINS -> modelJoins();
            case SINK_KILL -> ProcessFaults.kill(arena.sinks(), planned);
            case SINK_PAUSE -> ProcessFaults.pause(arena.sinks(), planned);
            case SINK_ROLLING_RESTART -> ProcessFaults.rollingRestart(arena.sinks());
            case SINK_NETWORK_CUT -> cut(kafka, arena.sinks().choose(planned), planned);
            case DATABASE_CONNECTION_LOST -> cut(arena.relays().postgres(), _ -> true, "database", planned);
            case DATABASE_KILL -> killed(arena.stack().postgres());
            case DATABASE_RESTART -> restarted(arena.stack().postgres());
            case DATABASE_READ_ONLY -> readOnly();
            case DATABASE_DISK_FULL -> diskFull();
            case BROKER_KILL -> killed(arena.stack().kafka());
            case BROKER_RESTART -> restarted(arena.stack().kafka());
            case BROKER_PAUSE -> paused(arena.stack().kafka());
            case REGISTRY_DOWN -> registryDown(planned);
            case PRODUCER_KILL -> ProcessFaults.kill(arena.producers(), planned);
            case PRODUCER_KILL_AT_SEND -> Traps.kill(kafka, arena.producers(), planned, KafkaRequest.PRODUCE);
            case PRODUCER_PAUSE -> ProcessFaults.pause(arena.producers(), planned);
            case CLOCK_JUMP -> clockJump(planned);
            case POISON_BURST ->
                Fault.moment(() -> {
                    feeder.poison(POISON);
                    return POISON + " records";
                });
        };
    }

    private static Fault cut(Relay relay, Member victim, Planned planned) {
        return cut(relay, client -> client.endsWith(victim.name()), victim.name(), planned);
    }

    private static Fault cut(Relay relay, Predicate<String> clients, String victim, Planned planned) {
        Traffic traffic = planned.choose("traffic", 2) == 0 ? Traffic.CUT : Traffic.STALL;
        return Fault.lasting(
                () -> {
                    relay.set(traffic, clients);
                    return victim + (traffic == Traffic.CUT ? ": connections reset" : ": silence");
                },
                () -> {
                    // What was silent never comes through: connections die, as they do when routes change.
                    relay.set(Traffic.CUT, clients);
                    relay.pass();
                    return "";
                });
    }

    private static Fault killed(StackService service) {
        return Fault.lasting(
                () -> {
                    String hit = service.name() + " (pid " + service.pid() + ")";
                    service.kill();
                    return hit;
                },
                () -> started(service));
    }

    private static Fault restarted(StackService service) {
        return Fault.lasting(
                () -> {
                    String hit = service.name() + " (pid " + service.pid() + ")";
                    service.stop();
                    return hit;
                },
                () -> started(service));
    }

    private static String started(StackService service) {
        service.start();
        return "";
    }

    private static Fault paused(StackService service) {
        return Fault.lasting(
                () -> {
                    Signals.pause(service.pid());
                    return service.name() + " (pid " + service.pid() + ")";
                },
                () -> {
                    Signals.resume(service.pid());
                    return "";
                });
    }

    private Fault modelJoins() {
        return Fault.moment(() -> {
            if (arena.joined().wanted().isEmpty()) {
                arena.joined().scale(1);
                return "version " + Arena.OTHER_VERSION;
            }
            return "is there already; " + arena.joined().wanted().getFirst().kill() + " killed";
        });
    }

    private Fault readOnly() {
        return Fault.lasting(
                () -> {
                    arena.database()
                            .administer(
                                    "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
                    return "postgresql";
                },
                () -> {
                    arena.database()
                            .administer("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()");
                    return "";
                });
    }

    private Fault diskFull() {
        SmallDisk disk =
                arena.disk().orElseThrow(() -> new SkippedFault("a small file system needs the right to mount"));
        return Fault.lasting(
                () -> "the database's file system, after " + disk.fill() / 1024 + " KiB of ballast", () -> {
                    disk.free();
                    return "";
                });
    }

    private Fault registryDown(Planned planned) {
        StackService registry = arena.stack().registry();
        return Fault.lasting(
                () -> {
                    registry.kill();
                    // Its successor starts without a registry and knows no schema.
                    return "registry; " + arena.workers().choose(planned).kill() + " starts without it";
                },
                () -> started(registry));
    }

    private Fault clockJump(Planned planned) {
        Duration offset = planned.choose("direction", 2) == 0 ? LONG_AGO : AHEAD;
        return Fault.lasting(
                () -> {
                    feeder.shiftClock(offset);
                    return "records " + (offset.isNegative() ? "of 20 years ago" : "50 minutes ahead");
                },
                () -> {
                    feeder.shiftClock(Duration.ZERO);
                    return "";
                });
    }
}
