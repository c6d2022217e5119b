package org.starflow.local.chaos;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.starflow.local.chaos.Evidence.Entry;
import org.starflow.local.chaos.Evidence.Input;
import org.starflow.local.chaos.Evidence.RejectRow;
import org.starflow.local.chaos.Evidence.Row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A run in which all is well, and every way to spoil it: each must be seen. */
class InvariantsTest {

    private static final String MODEL = "tiny 1";

    /** A spoilt run and the beginning of the invariant that must be broken. */
    record Spoilt(String what, Consumer<Draft> how, String invariant) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Spoilt> spoilt() {
        return Stream.of(
                new Spoilt("acknowledged and gone", d -> d.inputs.remove(at(1)), "the topic of spectra"),
                new Spoilt("sent twice", d -> d.inputs.put(at(9), new Input("b", "d-b")), "the topic of spectra"),
                new Spoilt("other bytes", d -> d.inputs.put(at(1), new Input("b", "other")), "the topic of spectra"),
                new Spoilt("file skipped", d -> d.files.put("file-2", "d-file-2"), "each file is sent"),
                new Spoilt("half a file", d -> d.files.put("file", "whole"), "each file is sent"),
                new Spoilt("result lost", d -> d.outcomes.removeFirst(), "each record has exactly one outcome"),
                new Spoilt(
                        "result twice",
                        d -> d.outcomes.add(moved(d.outcomes.getFirst(), 99)),
                        "each record has exactly one outcome"),
                new Spoilt(
                        "outcome of nothing",
                        d -> d.outcomes.add(result("x", 77, 98, 3)),
                        "each record has exactly one outcome"),
                new Spoilt(
                        "valid one rejected",
                        d -> d.outcomes.set(0, reject("a", 0, 0, "SNR_MISSING")),
                        "valid spectra have results"),
                new Spoilt(
                        "wrong code",
                        d -> d.outcomes.set(2, reject("c", 2, 2, "WRONG_GRID")),
                        "valid spectra have results"),
                new Spoilt("wrong name", d -> d.outcomes.set(1, result("z", 1, 1, 0)), "valid spectra have results"),
                new Spoilt(
                        "other bytes the second time",
                        d -> d.written.add(new Outcome(MODEL, at(0), at(50), true, "a", "", "other", "c0", "f0")),
                        "what was processed again"),
                new Spoilt(
                        "another posterior for equal pixels",
                        d -> d.outcomes.set(1, new Outcome(MODEL, at(1), at(1), true, "b", "", "b1", "other", "f0")),
                        "equal pixels give"),
                new Spoilt("row lost", d -> d.rows.removeFirst(), "one row for each (spectrum, model)"),
                new Spoilt("row twice", d -> d.rows.add(d.rows.getFirst()), "one row for each (spectrum, model)"),
                new Spoilt(
                        "other figures",
                        d -> d.rows.set(0, new Row("a", MODEL, at(0), at(0), "other")),
                        "one row for each (spectrum, model)"),
                new Spoilt("reject's row lost", d -> d.rejects.clear(), "one row for each reject"),
                new Spoilt("entry lost", d -> d.ledger.removeFirst(), "the ledger equals"),
                new Spoilt("entry of nothing", d -> d.ledger.add(new Entry("x", at(5), true)), "the ledger equals"),
                new Spoilt("audit disagrees", d -> d.verdict = "difference", "the sink's own audit"));
    }

    @Test
    void allIsWell() {
        assertThat(check(new Draft()))
                .allSatisfy(invariant ->
                        assertThat(invariant.violations()).as(invariant.name()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void isSeen(Spoilt spoilt) {
        // Given
        var draft = new Draft();

        // When
        spoilt.how().accept(draft);

        // Then
        assertThat(check(draft))
                .filteredOn(invariant -> invariant.name().startsWith(spoilt.invariant()))
                .singleElement()
                .satisfies(invariant -> assertThat(invariant.holds()).isFalse());
    }

    @Test
    void aSpectrumSentAgainUnderItsOwnNameHasItsLastResultAsRow() {
        // Given: the producer crashed between acknowledgement and journal
        var draft = new Draft();
        draft.inputs.put(at(8), new Input("file", "d-file"));
        draft.outcomes.add(result("file", 8, 8, 3));
        draft.ledger.add(new Entry(MODEL + " 0:8", at(8), true));

        // When
        draft.rows.set(2, new Row("file", MODEL, at(8), at(8), "f3"));

        // Then
        assertThat(check(draft))
                .allSatisfy(invariant ->
                        assertThat(invariant.violations()).as(invariant.name()).isEmpty());
    }

    private static List<Invariant> check(Draft draft) {
        var all = new ArrayList<>(StreamInvariants.of(draft.evidence()));
        all.addAll(StoreInvariants.of(draft.evidence()));
        return all;
    }

    private static Position at(long offset) {
        return new Position(0, offset);
    }

    private static Outcome result(String id, long source, long at, int star) {
        return new Outcome(MODEL, at(source), at(at), true, id, "", "b" + source, "c" + star, "f" + star);
    }

    private static Outcome reject(String id, long source, long at, String code) {
        return new Outcome(MODEL, at(source), at(at), false, id, code, "b" + source, "", "");
    }

    private static Outcome moved(Outcome outcome, long to) {
        return new Outcome(
                outcome.model(),
                outcome.source(),
                at(to),
                outcome.inferred(),
                outcome.id(),
                outcome.code(),
                outcome.bytes(),
                outcome.content(),
                outcome.figures());
    }

    /** Two spectra of one star, an invalid one, and one of a file. */
    private static final class Draft {
        final List<Sent> sent = new ArrayList<>();
        final Map<Position, Input> inputs = new TreeMap<>();
        final Map<String, String> files = new TreeMap<>(Map.of("file", "d-file"));
        final List<Outcome> outcomes = new ArrayList<>(List.of(
                result("a", 0, 0, 0), result("b", 1, 1, 0), reject("c", 2, 2, "SNR_MISSING"), result("file", 3, 3, 3)));
        final List<Outcome> written = new ArrayList<>(outcomes);
        final List<Row> rows = new ArrayList<>(List.of(
                new Row("a", MODEL, at(0), at(0), "f0"),
                new Row("b", MODEL, at(1), at(1), "f0"),
                new Row("file", MODEL, at(3), at(3), "f3")));
        final List<RejectRow> rejects = new ArrayList<>(List.of(new RejectRow(MODEL, at(2), at(2), "SNR_MISSING")));
        final List<Entry> ledger = new ArrayList<>();
        String verdict = "consistent";

        Draft() {
            send(0, "a", 0, null);
            send(1, "b", 0, null);
            send(2, "c", -1, "SNR_MISSING");
            inputs.put(at(3), new Input("file", "d-file"));
            outcomes.forEach(o -> ledger.add(new Entry(o.key(), o.at(), o.inferred())));
        }

        private void send(int number, String id, int star, String code) {
            var item = new StarStock.Item(id, star, code, null);
            sent.add(new Sent(number, item, "d-" + id, at(number), Instant.EPOCH));
            inputs.put(at(number), new Input(id, "d-" + id));
        }

        Evidence evidence() {
            return new Evidence(
                    List.of(MODEL),
                    sent,
                    inputs,
                    files,
                    outcomes,
                    written,
                    rows,
                    rejects,
                    ledger,
                    new Evidence.Audit(verdict, "a sentence"));
        }
    }
}
