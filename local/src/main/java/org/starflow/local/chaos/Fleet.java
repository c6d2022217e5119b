package org.starflow.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** Services of one sort, numbered from 1, and the orchestrator that keeps the wanted number of them running. */
final class Fleet implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(300);

    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final IntFunction<Member> recipe;
    private final Thread orchestrator;

    Fleet(String name, IntFunction<Member> recipe) {
        this.recipe = recipe;
        this.orchestrator =
                Thread.ofPlatform().daemon().name("orchestrator-" + name).start(this::supervise);
    }

    private void supervise() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                members.forEach(Member::supervise);
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts or stops services until so many run: the last come first to go. */
    synchronized void scale(int n) {
        while (members.size() < n) {
            members.add(recipe.apply(members.size() + 1));
        }
        for (int i = members.size() - 1; i >= n; i--) {
            members.get(i).stop();
        }
        for (int i = 0; i < n; i++) {
            members.get(i).start();
        }
    }

    /** Services that should run. */
    List<Member> wanted() {
        return members.stream().filter(Member::wanted).toList();
    }

    Member choose(Planned planned) {
        List<Member> candidates = wanted();
        return candidates.get(planned.choose("victim", candidates.size()));
    }

    /** Waits until all that should run are ready; false when time runs out. */
    boolean awaitReady(Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (!allReady()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }

    private boolean allReady() throws InterruptedException {
        for (Member member : wanted()) {
            if (!member.ready()) {
                return false;
            }
        }
        return true;
    }

    /** Names of those that should be ready and are not. */
    List<String> notReady() throws InterruptedException {
        var names = new ArrayList<String>();
        for (Member member : wanted()) {
            if (!member.ready()) {
                names.add(member.name());
            }
        }
        return names;
    }

    @Override
    public void close() {
        orchestrator.interrupt();
        members.forEach(Member::stop);
    }
}
