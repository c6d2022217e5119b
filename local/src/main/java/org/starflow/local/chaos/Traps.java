package org.starflow.local.chaos;

import org.starflow.local.relay.KafkaRequest;
import org.starflow.local.relay.Relay;
import org.starflow.local.relay.Trap;
import org.starflow.local.relay.Trap.Moment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Faults at the very moment of a request. */
final class Traps {

    private static final long PATIENCE_SECONDS = 30;

    private Traps() {}

    /** Kills a service at a request of its own, which the broker gets or does not get, as the salt says. */
    static Fault kill(Relay relay, Fleet fleet, Planned planned, short apiKey) {
        return Fault.moment(() -> {
            Member victim = fleet.choose(planned);
            Moment moment = planned.choose("moment", 2) == 0 ? Moment.BEFORE : Moment.AFTER;
            boolean arrives = moment == Moment.AFTER || planned.choose("arrives", 2) == 0;
            String hit = victim.hit();
            var trap = Trap.on(from(victim, apiKey), moment, () -> {
                victim.kill();
                return arrives;
            });
            return sprung(relay, trap)
                    ? hit + " at request " + apiKey + ", " + describe(moment, arrives)
                    : victim.kill() + " while idle: no request " + apiKey + " came";
        });
    }

    private static String describe(Moment moment, boolean arrives) {
        if (moment == Moment.AFTER) {
            return "which the broker had answered";
        }
        return arrives ? "which the broker got later" : "which the broker never got";
    }

    /** The broker commits; its answer is lost with the connection. */
    static Fault loseAnswer(Relay relay, Fleet fleet, Planned planned) {
        return Fault.moment(() -> {
            Member victim = fleet.choose(planned);
            var trap = Trap.on(from(victim, KafkaRequest.END_TXN), Moment.AFTER, () -> false);
            return victim.hit() + (sprung(relay, trap) ? "" : ": no commit came");
        });
    }

    /**
     * A worker stands still in its commit, which reaches the broker when the coordinator has long aborted the
     * transaction. In one of two variants somebody of the same name has taken over meanwhile.
     */
    static Fault zombie(Relay relay, Fleet fleet, Planned planned) {
        Member victim = fleet.choose(planned);
        boolean withHeir = planned.choose("heir", 2) == 0;
        var release = new CompletableFuture<Boolean>();
        return Fault.lasting(
                () -> {
                    var stopped = new CompletableFuture<Void>();
                    relay.set(Trap.on(from(victim, KafkaRequest.END_TXN), Moment.BEFORE, () -> {
                        victim.pause();
                        stopped.complete(null);
                        return release.join();
                    }));
                    boolean inCommit = came(stopped);
                    if (!inCommit) {
                        relay.set((Trap) null);
                        victim.pause();
                    }
                    if (withHeir) {
                        victim.startHeir();
                    }
                    return victim.hit()
                            + (inCommit ? " in its commit" : " while idle")
                            + (withHeir ? ", and an heir of its name" : "");
                },
                () -> {
                    release.complete(true);
                    victim.resume();
                    return withHeir ? "the heir ends: " + victim.stopHeir() : "";
                });
    }

    private static boolean sprung(Relay relay, Trap trap) throws InterruptedException {
        relay.set(trap);
        boolean came = came(trap.sprung());
        relay.set((Trap) null);
        return came;
    }

    private static boolean came(CompletableFuture<?> event) throws InterruptedException {
        try {
            event.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private static Predicate<KafkaRequest> from(Member victim, short apiKey) {
        return request -> request.apiKey() == apiKey && request.clientId().endsWith(victim.name());
    }
}
