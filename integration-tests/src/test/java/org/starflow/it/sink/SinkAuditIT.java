package org.starflow.it.sink;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.Service;
import org.starflow.it.support.TopicReader;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.Topics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit finds what is missing, and nothing else. */
class SinkAuditIT {
    private static Service sink;
    private static Api api;
    private static Catalogue catalogue;

    @BeforeAll
    static void start() {
        catalogue = new Catalogue(SinkSetup.stack());
        sink = SinkSetup.readySink();
        api = new Api(sink);
    }

    @AfterAll
    static void stop() {
        sink.close();
    }

    @Test
    void everythingAccountedForIsConsistentAlsoOverTransactionMarkers() {
        // Given: spectra among which there are two commit markers and an aborted record
        var model = "audit-fine";
        try (var worker = worker(model)) {
            worker.feed(model, 20);
            transactionOfSpectra(model, true);
            transactionOfSpectra(model, false);
            worker.feed(model + "-after", 20);
            account(worker, model, everyInput(), 5);

            // When
            JsonNode audit = audit(model);

            // Then
            assertThat(audit.get("verdict").asText()).as(audit.toString()).isEqualTo("consistent");
            assertThat(sum(audit, "no_record")).isGreaterThanOrEqualTo(3);
            assertThat(sum(audit, "missing")).isZero();
            assertThat(sum(audit, "rejected")).isEqualTo(5);
        }
    }

    @Test
    void whatNoWorkerHasTouchedIsInProgress() {
        // Given
        var model = "audit-waiting";
        try (var worker = worker(model)) {
            worker.feed(model, 10);
            account(worker, model, everyInput(), 1);
            worker.feed(model + "-late", 30);

            // When
            JsonNode audit = audit(model);

            // Then
            assertThat(audit.get("verdict").asText()).as(audit.toString()).isEqualTo("in_progress");
            assertThat(sum(audit, "waiting")).isEqualTo(30);
            assertThat(sum(audit, "missing")).isZero();
        }
    }

    @Test
    void aPlantedGapALostRowAndASecondOutcomeAreNamed() {
        // Given
        var model = "audit-broken";
        try (var worker = worker(model)) {
            worker.feed(model, 30);
            List<Input> inputs = everyInput();
            account(worker, model, inputs, 2);
            Input gap = inputs.get(inputs.size() / 2);
            Input lostRow = inputs.get(inputs.size() / 2 + 1);
            Input twice = inputs.get(inputs.size() / 2 + 2);
            catalogue.update(
                    ("DELETE FROM ledger WHERE model_name = '%s' AND source_partition = %d" + " AND source_offset = %d")
                            .formatted(model, gap.partition(), gap.offset()));
            delete(model, gap);
            delete(model, lostRow);
            worker.infer(List.of(twice));
            catalogue.awaitCount("ledger", model, inputs.size());

            // When
            JsonNode report = audit(model);

            // Then
            assertThat(report.get("verdict").asText()).as(report.toString()).isEqualTo("difference");
            JsonNode account = report.at("/models/0");
            assertThat(sum(report, "missing")).isEqualTo(1);
            assertThat(partition(account, gap.partition())
                            .at("/missing_ranges/0/from")
                            .asLong())
                    .isEqualTo(gap.offset());
            assertThat(sum(report, "duplicates")).isEqualTo(1);
            assertThat(partition(account, twice.partition())
                            .at("/duplicate_offsets/0")
                            .asLong())
                    .isEqualTo(twice.offset());
            assertThat(account.at("/results/lost_examples/0").asText()).isEqualTo(lostRow.id());
            assertThat(report.get("sentence").asText())
                    .contains("1 inputs without an outcome in partition " + gap.partition())
                    .contains("1 results without a row");
        }
    }

    private static JsonNode audit(String model) {
        return api.json("/audit?model=" + model);
    }

    private static void account(StandInWorker worker, String model, List<Input> inputs, int rejects) {
        List<Input> results = inputs.subList(0, inputs.size() - rejects);
        worker.infer(results);
        worker.reject(inputs.subList(results.size(), inputs.size()), RejectCode.WRONG_GRID);
        catalogue.awaitCount("ledger", model, inputs.size());
    }

    /** Every record that is committed in the topic of spectra, whoever sent it. */
    private static List<Input> everyInput() {
        var inputs = new ArrayList<Input>();
        TopicReader.bytes(SinkSetup.stack())
                .all(Topics.SPECTRA)
                .forEach(r -> inputs.add(
                        new Input("p%d-o%d".formatted(r.partition(), r.offset()), r.partition(), r.offset())));
        return inputs;
    }

    private static void transactionOfSpectra(String key, boolean commit) {
        var settings = new TreeMap<String, Object>(Map.of(
                "bootstrap.servers", SinkSetup.stack().bootstrapServers(), "transactional.id", "spectra-" + key));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.SPECTRA, key.getBytes(StandardCharsets.UTF_8), new byte[] {1}));
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.flush();
                producer.abortTransaction();
            }
        }
    }

    private static void delete(String model, Input input) {
        int rows = catalogue.update(
                "DELETE FROM result WHERE model_name = '%s' AND spectrum_id = '%s'".formatted(model, input.id()));
        assertThat(rows).isEqualTo(1);
    }

    private static long sum(JsonNode report, String field) {
        long sum = 0;
        for (JsonNode partition : report.at("/models/0/partitions")) {
            sum += partition.get(field).asLong();
        }
        return sum;
    }

    private static JsonNode partition(JsonNode account, int number) {
        for (JsonNode partition : account.get("partitions")) {
            if (partition.get("partition").asInt() == number) {
                return partition;
            }
        }
        throw new AssertionError("No partition " + number);
    }

    private static StandInWorker worker(String model) {
        return new StandInWorker(SinkSetup.stack(), model, "1");
    }
}
