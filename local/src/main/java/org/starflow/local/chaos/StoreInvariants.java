package org.starflow.local.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** What must hold between the topics and the database. */
final class StoreInvariants {

    private final Evidence evidence;

    private StoreInvariants(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Invariant> of(Evidence evidence) {
        var store = new StoreInvariants(evidence);
        return List.of(store.rows(), store.rejects(), store.ledger(), store.audit());
    }

    private Invariant rows() {
        Map<String, Outcome> expected = evidence.outcomes().stream()
                .filter(Outcome::inferred)
                .collect(Collectors.toMap(
                        outcome -> outcome.id() + " of " + outcome.model(),
                        outcome -> outcome,
                        BinaryOperator.maxBy(Comparator.comparing(Outcome::source))));
        var violations = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (Evidence.Row row : evidence.rows()) {
            String key = row.id() + " of " + row.model();
            Outcome outcome = expected.get(key);
            if (!seen.add(key)) {
                violations.add(key + " has two rows");
            } else if (outcome == null) {
                violations.add(key + " has a row and no result in the topic");
            } else if (!outcome.source().equals(row.source())
                    || !outcome.figures().equals(row.figures())) {
                violations.add(key + ": row " + row.source() + " " + row.figures() + ", topic " + outcome.source() + " "
                        + outcome.figures());
            }
        }
        missing(expected.keySet(), seen, "row", violations);
        return Invariant.of(
                "one row for each (spectrum, model), with the figures of its last result",
                evidence.rows().size() + " rows",
                violations);
    }

    private Invariant rejects() {
        Map<String, Outcome> expected = evidence.outcomes().stream()
                .filter(outcome -> !outcome.inferred())
                .collect(Collectors.toMap(Outcome::key, outcome -> outcome, (a, _) -> a));
        var violations = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (Evidence.RejectRow row : evidence.rejects()) {
            String key = row.model() + " " + row.source();
            Outcome outcome = expected.get(key);
            if (!seen.add(key)) {
                violations.add("the reject " + key + " has two rows");
            } else if (outcome == null || !outcome.code().equals(row.code())) {
                violations.add("the reject " + key + " is not in the topic with code " + row.code());
            }
        }
        missing(expected.keySet(), seen, "row of its reject", violations);
        return Invariant.of("one row for each reject", evidence.rejects().size() + " rows", violations);
    }

    private Invariant ledger() {
        var expected = new HashMap<Evidence.Entry, Outcome>();
        evidence.outcomes().forEach(o -> expected.put(new Evidence.Entry(o.key(), o.at(), o.inferred()), o));
        var entries = new HashSet<>(evidence.ledger());
        var violations = new ArrayList<String>();
        entries.stream()
                .filter(entry -> !expected.containsKey(entry))
                .forEach(entry -> violations.add("an entry of " + entry.key() + " and no outcome at " + entry.at()));
        expected.keySet().stream()
                .filter(entry -> !entries.contains(entry))
                .forEach(entry -> violations.add("no entry of " + entry.key() + " for the outcome at " + entry.at()));
        return Invariant.of("the ledger equals the topics", evidence.ledger().size() + " entries", violations);
    }

    private Invariant audit() {
        boolean consistent = "consistent".equals(evidence.audit().verdict());
        return Invariant.of(
                "the sink's own audit agrees",
                evidence.audit().sentence(),
                consistent ? List.of() : List.of("verdict " + evidence.audit().verdict()));
    }

    private static void missing(Set<String> expected, Set<String> seen, String what, List<String> violations) {
        expected.stream().filter(key -> !seen.contains(key)).forEach(key -> violations.add(key + " has no " + what));
    }
}
