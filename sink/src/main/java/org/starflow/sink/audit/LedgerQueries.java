package org.starflow.sink.audit;

import org.starflow.schemas.Topics;
import org.starflow.sink.broker.Broker;
import org.starflow.sink.broker.OffsetRange;
import org.starflow.sink.store.Models;
import org.starflow.sink.store.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** What the ledger says of one partition. */
final class LedgerQueries {
    private static final int MOST_GAPS = 100_000;
    private static final String OF = " FROM ledger WHERE model_name = ? AND model_version = ? AND source_topic = ?"
            + " AND source_partition = ?";
    private static final String COUNTS = "SELECT"
            + " count(*) FILTER (WHERE outcome = 'inferred' AND source_offset >= ? AND source_offset < ?),"
            + " count(*) FILTER (WHERE outcome = 'rejected' AND source_offset >= ? AND source_offset < ?),"
            + " count(*) FILTER (WHERE source_offset < ?),"
            + " count(DISTINCT source_offset) FILTER (WHERE source_offset >= ? AND source_offset < ?),"
            + " max(source_offset)" + OF;
    private static final String GAPS = "SELECT o + 1, n FROM (SELECT o, lead(o) OVER (ORDER BY o) AS n FROM"
            + " (SELECT DISTINCT source_offset AS o" + OF + " AND source_offset >= ? AND source_offset < ?"
            + " UNION ALL SELECT ?::bigint UNION ALL SELECT ?::bigint) e) w WHERE n > o + 1 ORDER BY 1 LIMIT "
            + MOST_GAPS;
    private static final String DUPLICATES =
            "SELECT count(*) FROM (SELECT source_offset" + OF + " GROUP BY source_offset HAVING count(*) > 1) d";
    private static final String DUPLICATE_EXAMPLES =
            "SELECT source_offset" + OF + " GROUP BY source_offset HAVING count(*) > 1 ORDER BY 1 LIMIT ?";

    private record Counts(long inferred, long rejected, long older, long covered, OptionalLong highest) {}

    private LedgerQueries() {}

    static PartitionEvidence evidence(
            Connection connection,
            Models.Name model,
            int partition,
            Broker.Range range,
            OptionalLong committed,
            int limit)
            throws SQLException {
        long begin = range.begin();
        long end = range.end();
        Object[] key = {model.name(), model.version(), Topics.SPECTRA, partition};
        var counts = Sql.list(
                        connection,
                        COUNTS,
                        List.of(begin, end, begin, end, begin, begin, end, key[0], key[1], key[2], key[3]),
                        row -> {
                            // wasNull speaks of the column that was read last.
                            long highest = row.getLong(5);
                            OptionalLong last = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(highest);
                            return new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), last);
                        })
                .getFirst();
        List<OffsetRange> gaps = end <= begin
                ? List.of()
                : Sql.list(
                        connection,
                        GAPS,
                        List.of(key[0], key[1], key[2], key[3], begin, end, begin - 1, end),
                        row -> new OffsetRange(row.getLong(1), row.getLong(2)));
        long duplicates = Sql.number(connection, DUPLICATES, key);
        List<Long> examples = duplicates == 0
                ? List.of()
                : Sql.list(
                        connection,
                        DUPLICATE_EXAMPLES,
                        List.of(key[0], key[1], key[2], key[3], limit),
                        row -> row.getLong(1));
        return new PartitionEvidence(
                partition,
                begin,
                end,
                committed,
                counts.inferred(),
                counts.rejected(),
                counts.older(),
                counts.highest(),
                gaps,
                Math.max(0, end - begin - counts.covered() - Ranges.size(gaps)),
                duplicates,
                examples);
    }
}
