package org.starflow.sink.store;

import org.starflow.sink.record.RejectRecord;
import org.starflow.sink.record.ResultRecord;
import org.starflow.sink.record.SinkRecord;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Table {@code model}: which models have sent anything, and when. */
final class ModelTable {
    private static final String SEEN = "INSERT INTO model (name, version, sha256, first_seen, last_seen)"
            + " VALUES (?, ?, ?, now(), now()) ON CONFLICT (name, version, sha256) DO UPDATE SET last_seen = now()";
    private static final String SEEN_IN_REJECT = "INSERT INTO model (name, version, sha256, first_seen, last_seen)"
            + " SELECT ?, ?, '', now(), now()"
            + " WHERE NOT EXISTS (SELECT 1 FROM model WHERE name = ? AND version = ? AND sha256 <> '')"
            + " ON CONFLICT (name, version, sha256) DO UPDATE SET last_seen = now()";
    private static final String KNOWN = "DELETE FROM model WHERE name = ? AND version = ? AND sha256 = ''";

    private record Seen(String name, String version, String sha256) implements Comparable<Seen> {
        @Override
        public int compareTo(Seen other) {
            return toString().compareTo(other.toString());
        }
    }

    private ModelTable() {}

    static void seen(Connection connection, List<SinkRecord> records) throws SQLException {
        Set<Seen> models = new TreeSet<>();
        for (SinkRecord record : records) {
            if (record instanceof ResultRecord result) {
                var model = result.inference().getModel();
                models.add(new Seen(model.getName(), model.getVersion(), model.getSha256()));
            } else if (record instanceof RejectRecord reject) {
                models.add(new Seen(reject.modelName(), reject.modelVersion(), ""));
            }
        }
        for (Seen model : models) {
            if (model.sha256().isEmpty()) {
                Sql.update(connection, SEEN_IN_REJECT, model.name(), model.version(), model.name(), model.version());
            } else {
                Sql.update(connection, KNOWN, model.name(), model.version());
                Sql.update(connection, SEEN, model.name(), model.version(), model.sha256());
            }
        }
    }
}
