package org.starflow.sink.console;

import org.starflow.schemas.ResultFlag;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.ResultQuality;
import org.starflow.sink.store.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Counts rows. What takes long is counted seldom: at most a twentieth of the time goes into it. Used on one thread. */
final class CountWatch {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final int SHARE = 20;

    private final Database database;
    private ConsoleViews.Counts latest;
    private Instant next = Instant.EPOCH;

    CountWatch(Database database) {
        this.database = database;
    }

    ConsoleViews.Counts take() throws SQLException {
        Instant begin = Instant.now();
        if (latest == null || begin.isAfter(next)) {
            latest = database.read(connection -> count(connection, begin));
            Duration pause = Duration.between(begin, Instant.now()).multipliedBy(SHARE);
            next = Instant.now().plus(pause.compareTo(SHORTEST) > 0 ? pause : SHORTEST);
        } else {
            database.read(connection -> Sql.number(connection, "SELECT 1"));
        }
        return latest;
    }

    private static ConsoleViews.Counts count(Connection connection, Instant at) throws SQLException {
        var byCode = new TreeMap<String, Long>();
        Sql.list(
                connection,
                "SELECT code, count(*) FROM reject GROUP BY code",
                List.of(),
                row -> byCode.put(row.getString(1), row.getLong(2)));
        return new ConsoleViews.Counts(
                Sql.number(connection, "SELECT count(*) FROM result"),
                Sql.number(
                        connection,
                        "SELECT count(*) FROM result WHERE flags & ? <> 0",
                        ResultFlag.word(ResultQuality.SERIOUS)),
                byCode.values().stream().mapToLong(Long::longValue).sum(),
                Sql.number(connection, "SELECT count(*) FROM reject WHERE replayed_at IS NULL"),
                Sql.number(connection, "SELECT count(*) FROM quarantine"),
                byCode,
                at);
    }
}
