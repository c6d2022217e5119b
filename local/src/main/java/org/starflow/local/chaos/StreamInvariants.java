package org.starflow.local.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold between the topics. */
final class StreamInvariants {

    private final Evidence evidence;
    private final Map<Position, Sent> sentAt;

    private StreamInvariants(Evidence evidence) {
        this.evidence = evidence;
        this.sentAt = evidence.sent().stream().collect(Collectors.toMap(Sent::position, sent -> sent, (a, _) -> a));
    }

    static List<Invariant> of(Evidence evidence) {
        var topics = new StreamInvariants(evidence);
        return List.of(
                topics.inputsAreWhatWasSent(),
                topics.files(),
                topics.oneOutcome(),
                topics.rightOutcome(),
                topics.equalBytes(),
                topics.equalContent());
    }

    private Invariant inputsAreWhatWasSent() {
        var violations = new ArrayList<String>();
        for (Sent sent : evidence.sent()) {
            Evidence.Input found = evidence.inputs().get(sent.position());
            if (found == null) {
                violations.add(sent.item().id() + " is not at " + sent.position());
            } else if (!found.id().equals(sent.item().id()) || !found.digest().equals(sent.digest())) {
                violations.add(
                        "at " + sent.position() + " expected " + sent.item().id() + ", found another record");
            }
        }
        Set<String> ids = evidence.sent().stream().map(sent -> sent.item().id()).collect(Collectors.toSet());
        evidence.inputs().forEach((position, input) -> {
            boolean ofFeeder = ids.contains(input.id());
            if (ofFeeder ? !sentAt.containsKey(position) : !evidence.files().containsKey(input.id())) {
                violations.add(input.id() + " at " + position + " was sent by nobody, or twice");
            }
        });
        return Invariant.of(
                "the topic of spectra holds each acknowledged record once, unchanged, and nothing else",
                evidence.sent().size() + " acknowledged, " + evidence.inputs().size() + " in the topic",
                violations);
    }

    private Invariant files() {
        var violations = new ArrayList<String>();
        var times = new HashMap<String, Integer>();
        evidence.inputs().values().forEach(input -> {
            String expected = evidence.files().get(input.id());
            if (expected != null) {
                times.merge(input.id(), 1, Integer::sum);
                if (!expected.equals(input.digest())) {
                    violations.add(input.id() + " is not the spectrum that the whole file gives");
                }
            }
        });
        evidence.files().keySet().stream()
                .filter(id -> !times.containsKey(id))
                .forEach(id -> violations.add(id + " was skipped"));
        long again = times.values().stream().filter(n -> n > 1).count();
        return Invariant.of(
                "each file is sent, whole, under its one identifier",
                evidence.files().size() + " files, " + again + " of them sent again after a crash",
                violations);
    }

    private Invariant oneOutcome() {
        var violations = new ArrayList<String>();
        var found = new HashMap<String, Integer>();
        evidence.outcomes().forEach(outcome -> found.merge(outcome.key(), 1, Integer::sum));
        for (String model : evidence.models()) {
            for (Position position : evidence.inputs().keySet()) {
                int n = found.getOrDefault(model + " " + position, 0);
                if (n != 1) {
                    violations.add(evidence.inputs().get(position).id() + " at " + position + " has " + n
                            + " outcomes of " + model);
                }
            }
        }
        evidence.outcomes().stream()
                .filter(outcome -> !evidence.inputs().containsKey(outcome.source()))
                .forEach(outcome -> violations.add("an outcome of " + outcome.source() + ", which is no spectrum"));
        return Invariant.of(
                "each record has exactly one outcome of each model: a result or a reject",
                evidence.inputs().size() + " records, " + evidence.models().size() + " models, "
                        + evidence.outcomes().size() + " outcomes",
                violations);
    }

    private Invariant rightOutcome() {
        var violations = new ArrayList<String>();
        long rejects = 0;
        for (Outcome outcome : evidence.outcomes()) {
            Sent sent = sentAt.get(outcome.source());
            String code = sent == null || sent.item().code() == null
                    ? ""
                    : sent.item().code();
            rejects += outcome.inferred() ? 0 : 1;
            if (!outcome.code().equals(code) || outcome.inferred() != code.isEmpty()) {
                violations.add(outcome.id() + " at " + outcome.source() + ": expected "
                        + (code.isEmpty() ? "a result" : code) + ", found "
                        + (outcome.inferred() ? "a result" : outcome.code()));
            }
            Evidence.Input input = evidence.inputs().get(outcome.source());
            if (input != null && !input.id().equals(outcome.id())) {
                violations.add("the outcome of " + outcome.source() + " is called " + outcome.id() + ", expected "
                        + input.id());
            }
        }
        return Invariant.of(
                "valid spectra have results, invalid ones a reject with the right code",
                (evidence.outcomes().size() - rejects) + " results, " + rejects + " rejects",
                violations);
    }

    private Invariant equalBytes() {
        var violations = new ArrayList<String>();
        var first = new HashMap<String, Outcome>();
        int again = 0;
        for (Outcome written : evidence.written()) {
            Outcome before = first.putIfAbsent(written.key(), written);
            if (before != null) {
                again++;
                if (!before.bytes().equals(written.bytes())) {
                    violations.add(written.id() + " at " + written.source() + " of " + written.model()
                            + ": other bytes at " + written.at() + " than at " + before.at());
                }
            }
        }
        return Invariant.of(
                "what was processed again, after an abort, has the same bytes",
                again + " outcomes were written more than once, all but one of each aborted",
                violations);
    }

    private Invariant equalContent() {
        var violations = new ArrayList<String>();
        var content = new HashMap<Integer, Outcome>();
        var stars = new HashSet<Integer>();
        int compared = 0;
        for (Outcome outcome : evidence.outcomes()) {
            Sent sent = sentAt.get(outcome.source());
            if (outcome.inferred() && sent != null && sent.item().star() >= 0) {
                int star = sent.item().star();
                Outcome before = content.putIfAbsent(star, outcome);
                stars.add(star);
                compared++;
                if (before != null && !before.content().equals(outcome.content())) {
                    violations.add(
                            outcome.id() + " and " + before.id() + " have the same pixels and another posterior");
                }
            }
        }
        return Invariant.of(
                "equal pixels give equal posteriors, in every worker, batch and attempt",
                compared + " results of " + stars.size() + " stars",
                violations);
    }
}
