package org.starflow.local.chaos;

import org.starflow.local.chaos.FaultKind.Part;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An endless sequence of faults that depends on nothing but a seed and the kinds to choose from. Kinds are dealt like
 * cards, so that each comes once before any comes twice; every third step has a second fault of another part.
 */
public final class Schedule {

    private static final long LONGEST_PAUSE_MILLIS = 4_000;
    private static final long SHORTEST_HOLD_MILLIS = 11_000;
    private static final long LONGEST_HOLD_MILLIS = 18_000;
    private static final int SINGLE_STEPS = 3;

    private final List<FaultKind> kinds;
    private final Random random;
    private final Deque<FaultKind> deck = new ArrayDeque<>();
    private int step;

    /** From a seed; the kinds are taken in their natural order first. */
    public Schedule(long seed, Set<FaultKind> kinds) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("no faults to choose from");
        }
        this.kinds = kinds.stream().sorted().toList();
        this.random = new Random(seed);
    }

    /** Faults of the next step. */
    public List<Planned> next() {
        step++;
        var faults = new ArrayList<Planned>();
        FaultKind first = deal(null);
        faults.add(plan(first));
        if (step % SINGLE_STEPS == 0) {
            FaultKind second = deal(first.part());
            if (second != null) {
                faults.add(plan(second));
            }
        }
        return faults;
    }

    private FaultKind deal(Part busy) {
        if (deck.isEmpty()) {
            var shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        FaultKind kind = deck.stream().filter(k -> k.part() != busy).findFirst().orElse(null);
        deck.remove(kind);
        return kind;
    }

    private Planned plan(FaultKind kind) {
        return new Planned(
                step,
                kind,
                Duration.ofMillis(random.nextLong(LONGEST_PAUSE_MILLIS)),
                Duration.ofMillis(random.nextLong(SHORTEST_HOLD_MILLIS, LONGEST_HOLD_MILLIS)),
                random.nextInt(1 << 20));
    }
}
