package org.starflow.sink.audit;

import org.junit.jupiter.api.Test;
import org.starflow.sink.store.Models;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ModelChoiceTest {
    private static final String PREFIX = "starflow-worker-";
    private static final Models.Name NEWEST = new Models.Name("starflow-lte", "2.0.0-rc1");
    private static final Models.Name OLD = new Models.Name("starflow-lte", "1.0.0");
    private static final Models.Name OLDEST = new Models.Name("tiny", "0.1");
    private static final List<Models.Name> KNOWN = List.of(NEWEST, OLD, OLDEST);

    @Test
    void theNewestAndTheActiveAreAuditedByDefault() {
        var chosen = choose(Optional.empty(), Optional.empty(), Set.of(PREFIX + "starflow-lte-1.0.0"));

        assertThat(chosen).containsExactly(OLD, NEWEST);
    }

    @Test
    void aWorkerWithoutAnyOutcomeYetIsAuditedToo() {
        var chosen = choose(Optional.empty(), Optional.empty(), Set.of(PREFIX + "new-net-3.0.0-rc1"));

        assertThat(chosen).containsExactly(new Models.Name("new-net", "3.0.0-rc1"), NEWEST);
    }

    @Test
    void aNamedModelIsAuditedAlone() {
        assertThat(choose(Optional.of("starflow-lte"), Optional.empty(), Set.of()))
                .containsExactly(NEWEST, OLD);
        assertThat(choose(Optional.of("starflow-lte"), Optional.of("1.0.0"), Set.of()))
                .containsExactly(OLD);
        assertThat(choose(Optional.of("other"), Optional.empty(), Set.of())).isEmpty();
    }

    private static List<Models.Name> choose(Optional<String> model, Optional<String> version, Set<String> active) {
        return new ModelChoice(model, version).of(KNOWN, active, PREFIX);
    }
}
