package org.starflow.sink.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.record.QuarantinedRecord;
import org.starflow.sink.record.RejectRecord;
import org.starflow.sink.record.ResultRecord;
import org.starflow.sink.record.SinkRecord;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Stores the records of one poll and the offsets after them in one transaction. */
@ApplicationScoped
public class BatchStore {
    private final Database database;
    private final int rejectValueLimit;

    /**
     * @param database where to store
     * @param config for the largest rejected value that is kept
     */
    public BatchStore(Database database, SinkConfig config) {
        this.database = database;
        this.rejectValueLimit = config.rejectValueLimit();
    }

    /**
     * Stores a batch. A record that the database refuses for what is in it goes to quarantine; the others are stored.
     *
     * @param records what the poll gave, in the order of each partition
     * @param moves the steps along the partitions
     * @param owner name of this instance
     * @throws FencedException when another sink has moved one of the partitions; nothing is stored
     * @throws SQLException when the database can not work now; nothing is stored, the same call may work later
     */
    public StoreOutcome store(List<SinkRecord> records, List<OffsetMove> moves, String owner) throws SQLException {
        try {
            return database.write(connection -> {
                OffsetTable.move(connection, moves, owner);
                return write(connection, records);
            });
        } catch (SQLException e) {
            if (!SqlErrors.isData(e)) {
                throw e;
            }
        } catch (IllegalArgumentException e) {
            // One record contradicts itself; which one comes out below.
        }
        return database.write(connection -> {
            OffsetTable.move(connection, moves, owner);
            var outcome = StoreOutcome.NONE;
            for (SinkRecord record : records) {
                outcome = outcome.plus(writeOrQuarantine(connection, record));
            }
            return outcome;
        });
    }

    /**
     * Stores a record that was in quarantine and takes it out; one that the database still refuses stays there.
     *
     * @return whether it is stored
     * @throws SQLException when the database can not work now
     */
    public boolean release(SinkRecord record) throws SQLException {
        try {
            database.write(connection -> {
                write(connection, List.of(record));
                QuarantineTable.delete(connection, record.position());
                return null;
            });
            return true;
        } catch (SQLException e) {
            if (!SqlErrors.isData(e)) {
                throw e;
            }
            return false;
        } catch (IllegalArgumentException e) {
            return false; // it contradicts itself, as it did when it came
        }
    }

    private StoreOutcome writeOrQuarantine(Connection connection, SinkRecord record) throws SQLException {
        var before = connection.setSavepoint();
        String reason;
        try {
            var outcome = write(connection, List.of(record));
            connection.releaseSavepoint(before);
            return outcome;
        } catch (SQLException e) {
            if (!SqlErrors.isData(e)) {
                throw e;
            }
            reason = "The database refuses the record: " + SqlErrors.message(e);
        } catch (IllegalArgumentException e) {
            reason = e.getMessage();
        }
        connection.rollback(before);
        return write(connection, List.of(new QuarantinedRecord(record.raw(), reason)));
    }

    private StoreOutcome write(Connection connection, List<SinkRecord> records) throws SQLException {
        var results = new ArrayList<ResultRecord>();
        var rejects = new ArrayList<RejectRecord>();
        var quarantined = new ArrayList<QuarantinedRecord>();
        for (SinkRecord record : records) {
            switch (record) {
                case ResultRecord r -> results.add(r);
                case RejectRecord r -> rejects.add(r);
                case QuarantinedRecord q -> quarantined.add(q);
            }
        }
        StoreOutcome outcome = ResultWriter.write(connection, results);
        int newRejects = RejectTable.write(connection, rejects, rejectValueLimit);
        int newQuarantined = QuarantineTable.write(connection, quarantined);
        LedgerTable.enter(connection, records);
        ModelTable.seen(connection, records);
        return outcome.withRejects(newRejects).withQuarantined(newQuarantined);
    }
}
