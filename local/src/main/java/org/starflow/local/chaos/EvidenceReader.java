package org.starflow.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.starflow.local.process.Http;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the evidence: topics from their beginning, tables by SQL, the sink's own audit. */
final class EvidenceReader {

    private final String bootstrapServers;
    private final WireFormat wire;
    private final Database database;

    EvidenceReader(String bootstrapServers, WireFormat wire, Database database) {
        this.bootstrapServers = bootstrapServers;
        this.wire = wire;
        this.database = database;
    }

    Evidence read(List<Sent> sent, boolean withFiles, URI audit)
            throws IOException, InterruptedException, SQLException {
        List<Outcome> outcomes = outcomes(true);
        return new Evidence(
                outcomes.stream().map(Outcome::model).distinct().sorted().toList(),
                sent,
                inputs(),
                withFiles ? files() : Map.of(),
                outcomes,
                outcomes(false),
                DatabaseEvidence.results(database),
                DatabaseEvidence.rejects(database),
                DatabaseEvidence.ledger(database),
                audit(audit));
    }

    Map<Position, Evidence.Input> inputs() throws IOException, InterruptedException {
        var inputs = new HashMap<Position, Evidence.Input>();
        Topics.read(
                bootstrapServers,
                Topics.SPECTRA,
                true,
                record -> inputs.put(
                        new Position(record.partition(), record.offset()),
                        new Evidence.Input(Topics.header(record, "starflow-spectrum-id"), Digest.of(record.value()))));
        return inputs;
    }

    Map<String, String> files() throws IOException, InterruptedException {
        var files = new HashMap<String, String>();
        Topics.read(
                bootstrapServers,
                Topics.FILES,
                true,
                record -> files.put(Topics.header(record, "starflow-spectrum-id"), Digest.of(record.value())));
        return files;
    }

    List<Outcome> outcomes(boolean committed) throws IOException, InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        Topics.read(
                bootstrapServers, Topics.INFERENCES, committed, record -> outcomes.add(Outcome.result(record, wire)));
        Topics.read(bootstrapServers, Topics.REJECTS, committed, record -> outcomes.add(Outcome.reject(record)));
        return outcomes;
    }

    static Evidence.Audit audit(URI address) throws IOException, InterruptedException {
        var answer = Http.send(Http.request(address)
                .header("Accept", "application/json")
                .timeout(Duration.ofMinutes(2))
                .build());
        JsonNode json = new ObjectMapper().readTree(answer.body());
        return new Evidence.Audit(
                json.path("verdict").asText("no verdict, status " + answer.statusCode()),
                json.path("sentence").asText());
    }
}
