package org.starflow.sink.quarantine;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.record.InferenceDeserializers;
import org.starflow.sink.record.QuarantinedRecord;
import org.starflow.sink.record.RecordDecoder;
import org.starflow.sink.record.RecordPosition;
import org.starflow.sink.record.RegistryAwayException;
import org.starflow.sink.record.SinkRecord;
import org.starflow.sink.store.BatchStore;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.QuarantineTable;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads records again that could not be read or stored when they came, once the reason may be gone. */
@ApplicationScoped
public class QuarantineService {
    private static final Logger LOGGER = LoggerFactory.getLogger(QuarantineService.class);
    private static final int PAGE = 100;

    private final Database database;
    private final BatchStore store;
    private final InferenceDeserializers deserializers;

    /** Injected by the container. */
    public QuarantineService(Database database, BatchStore store, InferenceDeserializers deserializers) {
        this.database = database;
        this.store = store;
        this.deserializers = deserializers;
    }

    /** What is in quarantine. */
    public record Content(List<QuarantinedRecord> records, long total) {}

    /**
     * What a new attempt did.
     *
     * @param stored records that are results or rejects now
     * @param left records that still can not be read or stored
     */
    public record Retried(int stored, int left) {}

    /** The first records. */
    public Content list(int limit) throws SQLException {
        return database.read(connection -> new Content(
                QuarantineTable.after(connection, Optional.empty(), limit), QuarantineTable.count(connection)));
    }

    /**
     * Reads every record once more; each that is stored now leaves quarantine in the same transaction.
     *
     * @throws ProblemException 503 when the registry is away; what was stored before stays
     */
    public Retried retry(String by) throws SQLException {
        int stored = 0;
        int left = 0;
        try (Deserializer<?> deserializer = deserializers.open()) {
            var decoder = new RecordDecoder(deserializer);
            Optional<RecordPosition> last = Optional.empty();
            List<QuarantinedRecord> page;
            do {
                var after = last;
                page = database.read(connection -> QuarantineTable.after(connection, after, PAGE));
                for (QuarantinedRecord record : page) {
                    if (retry(decoder, record)) {
                        stored++;
                    } else {
                        left++;
                    }
                    last = Optional.of(record.position());
                }
            } while (page.size() == PAGE);
        }
        LOGGER.atInfo()
                .addKeyValue("by", by)
                .addKeyValue("stored", stored)
                .addKeyValue("left", left)
                .log("Quarantine read again");
        return new Retried(stored, left);
    }

    private boolean retry(RecordDecoder decoder, QuarantinedRecord record) throws SQLException {
        SinkRecord decoded;
        try {
            decoded = decoder.decode(record.raw());
        } catch (RegistryAwayException e) {
            throw new ProblemException(503, e.getMessage() + " Nothing is lost: try again when it does.");
        }
        return !(decoded instanceof QuarantinedRecord) && store.release(decoded);
    }
}
