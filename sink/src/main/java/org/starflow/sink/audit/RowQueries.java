package org.starflow.sink.audit;

import org.starflow.sink.store.Models;
import org.starflow.sink.store.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Compares the ledger with the rows of results and rejects. */
final class RowQueries {
    private static final String LEDGER =
            " FROM ledger l WHERE l.model_name = ? AND l.model_version = ? AND l.outcome = ";
    private static final String NO_RESULT = " AND NOT EXISTS (SELECT 1 FROM result r WHERE"
            + " (r.spectrum_id, r.model_name, r.model_version) = (l.spectrum_id, l.model_name, l.model_version))";
    private static final String RESULTS = " FROM result r WHERE r.model_name = ? AND r.model_version = ?";
    private static final String SAME_SOURCE = "(%1$s.source_topic, %1$s.source_partition, %1$s.source_offset,"
            + " %1$s.model_name, %1$s.model_version) = (l.source_topic, l.source_partition, l.source_offset,"
            + " l.model_name, l.model_version)";
    private static final String NO_REJECT =
            " AND NOT EXISTS (SELECT 1 FROM reject j WHERE " + SAME_SOURCE.formatted("j") + ")";
    private static final String REJECTS = " FROM reject j WHERE j.model_name = ? AND j.model_version = ?";
    private static final String NO_ENTRY = " AND NOT EXISTS (SELECT 1 FROM ledger l WHERE %s AND l.outcome = %s)";
    private static final String COUNT = "SELECT count(*)";

    private RowQueries() {}

    static RowAudit results(Connection connection, Models.Name model, int limit) throws SQLException {
        return compare(
                connection,
                model,
                LEDGER + "'inferred'",
                NO_RESULT,
                RESULTS,
                NO_ENTRY.formatted(SAME_SOURCE.formatted("r"), "'inferred'"),
                "SELECT DISTINCT l.spectrum_id",
                limit);
    }

    static RowAudit rejects(Connection connection, Models.Name model, int limit) throws SQLException {
        return compare(
                connection,
                model,
                LEDGER + "'rejected'",
                NO_REJECT,
                REJECTS,
                NO_ENTRY.formatted(SAME_SOURCE.formatted("j"), "'rejected'"),
                "SELECT l.source_partition || '/' || l.source_offset",
                limit);
    }

    private static RowAudit compare(
            Connection connection,
            Models.Name model,
            String ledger,
            String withoutRow,
            String rows,
            String withoutEntry,
            String example,
            int limit)
            throws SQLException {
        Object[] key = {model.name(), model.version()};
        long lost = Sql.number(connection, COUNT + ledger + withoutRow, key);
        List<String> examples = lost == 0
                ? List.of()
                : Sql.list(
                        connection,
                        example + ledger + withoutRow + " ORDER BY 1 LIMIT ?",
                        List.of(key[0], key[1], limit),
                        row -> row.getString(1));
        return new RowAudit(
                Sql.number(connection, COUNT + ledger, key),
                Sql.number(connection, COUNT + rows, key),
                lost,
                examples,
                Sql.number(connection, COUNT + rows + withoutEntry, key));
    }
}
