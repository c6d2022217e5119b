package org.starflow.local.chaos;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Waits, after the faults, until everything that was sent has its outcome in the database. */
final class Quiet {

    private static final Logger LOGGER = LoggerFactory.getLogger(Quiet.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Arena arena;
    private final EvidenceReader reader;
    private final Consumer<String> progress;

    Quiet(Arena arena, EvidenceReader reader, Consumer<String> progress) {
        this.arena = arena;
        this.reader = reader;
        this.progress = progress;
    }

    /** Until each of these identifiers is in the topic of spectra; says which are not when time runs out. */
    List<String> awaitSent(Set<String> ids, Duration patience) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            var missing = new HashSet<>(ids);
            reader.inputs().values().forEach(input -> missing.remove(input.id()));
            if (missing.isEmpty() || Instant.now().isAfter(deadline)) {
                return missing.stream().sorted().toList();
            }
            progress.accept("waiting for " + missing.size() + " files to be sent");
            Thread.sleep(LOOK);
        }
    }

    /** Until the ledger has an entry for each input and model and the sink calls itself consistent. */
    Invariant awaitStored(int inputs, Duration patience) throws InterruptedException {
        Instant start = Instant.now();
        String last = "";
        while (Duration.between(start, Instant.now()).compareTo(patience) < 0) {
            try {
                long[] counts = counts();
                last = counts[0] + " of " + inputs * counts[1] + " outcomes are stored";
                progress.accept("waiting for quiet: " + last);
                if (counts[0] >= inputs * counts[1] && isConsistent()) {
                    return Invariant.of(
                            "everything arrived",
                            "quiet " + Duration.between(start, Instant.now()).toSeconds() + " s after the last fault",
                            List.of());
                }
            } catch (SQLException | IOException e) {
                LOGGER.atDebug().addKeyValue("cause", e.toString()).log("Not quiet yet");
            }
            Thread.sleep(LOOK);
        }
        return Invariant.of("everything arrived", "after " + patience.toMinutes() + " minutes", List.of(last));
    }

    private boolean isConsistent() throws IOException, InterruptedException {
        return "consistent".equals(EvidenceReader.audit(arena.audit()).verdict());
    }

    private long[] counts() throws SQLException {
        long[] counts = new long[2];
        arena.database().query("SELECT count(*), count(DISTINCT model_version) FROM ledger", row -> {
            counts[0] = row.getLong(1);
            counts[1] = Math.max(1, row.getLong(2));
        });
        return counts;
    }
}
