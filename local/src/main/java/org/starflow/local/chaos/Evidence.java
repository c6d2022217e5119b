package org.starflow.local.chaos;

import java.util.List;
import java.util.Map;

/**
 * All that was seen from outside after a run.
 *
 * @param models that had to answer, name and version
 * @param sent what the broker acknowledged to the feeder
 * @param inputs what lies in the topic of spectra
 * @param files digest of each file's spectrum, by identifier, as an undisturbed producer makes it
 * @param outcomes committed results and rejects
 * @param written results and rejects with those of aborted transactions
 * @param rows of the table of results
 * @param rejects of the table of rejects
 * @param ledger its entries: {@link Outcome#key}, where the outcome lies and whether it is a result
 * @param audit verdict and sentence of the sink
 */
record Evidence(
        List<String> models,
        List<Sent> sent,
        Map<Position, Input> inputs,
        Map<String, String> files,
        List<Outcome> outcomes,
        List<Outcome> written,
        List<Row> rows,
        List<RejectRow> rejects,
        List<Entry> ledger,
        Audit audit) {

    /** A record of the topic of spectra: its identifier as in the header, and the digest of its bytes. */
    record Input(String id, String digest) {}

    /** A result in the database. */
    record Row(String id, String model, Position source, Position at, String figures) {}

    /** A reject in the database. */
    record RejectRow(String model, Position source, Position at, String code) {}

    /** An entry of the ledger. */
    record Entry(String key, Position at, boolean inferred) {}

    /** What the sink says of itself. */
    record Audit(String verdict, String sentence) {}
}
