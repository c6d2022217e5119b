package org.starflow.it.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.awaitility.Awaitility;
import org.starflow.it.support.Stack;
import org.starflow.it.support.TopicReader;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.RejectHeaders;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What subscribers see of a worker's work: committed results and rejects, by the position of their spectrum. */
final class Outcomes {
    private final Map<Position, List<ConsumerRecord<byte[], byte[]>>> results = new TreeMap<>();
    private final Map<Position, List<ConsumerRecord<byte[], byte[]>>> rejects = new TreeMap<>();

    private Outcomes() {}

    static Outcomes read(Stack stack, WorkerTopics topics) {
        var outcomes = new Outcomes();
        TopicReader.bytes(stack)
                .all(topics.inferences())
                .forEach(record ->
                        add(outcomes.results, record, RecordHeaders.SOURCE_PARTITION, RecordHeaders.SOURCE_OFFSET));
        TopicReader.bytes(stack)
                .all(topics.rejects())
                .forEach(record -> add(outcomes.rejects, record, RejectHeaders.PARTITION, RejectHeaders.OFFSET));
        return outcomes;
    }

    /** Waits until every record that was sent has an outcome, and asserts that each has exactly one. */
    static Outcomes awaitOnceEach(Stack stack, WorkerTopics topics, SentRecords sent, Duration patience) {
        Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreException(TimeoutException.class)
                .untilAsserted(() -> assertThat(read(stack, topics).positions()).containsAll(sent.positions()));
        var outcomes = read(stack, topics);
        assertThat(outcomes.positions())
                .as("positions of results and rejects, each once")
                .containsExactlyInAnyOrderElementsOf(sent.positions());
        return outcomes;
    }

    /** A position for each result and each reject. */
    List<Position> positions() {
        var positions = new ArrayList<Position>();
        results.forEach((position, records) -> records.forEach(_ -> positions.add(position)));
        rejects.forEach((position, records) -> records.forEach(_ -> positions.add(position)));
        return positions;
    }

    int results() {
        return results.size();
    }

    int rejects() {
        return rejects.size();
    }

    ConsumerRecord<byte[], byte[]> result(Position position) {
        return results.get(position).getFirst();
    }

    ConsumerRecord<byte[], byte[]> reject(Position position) {
        return rejects.get(position).getFirst();
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return text(record.headers(), name);
    }

    private static void add(
            Map<Position, List<ConsumerRecord<byte[], byte[]>>> map,
            ConsumerRecord<byte[], byte[]> record,
            String partition,
            String offset) {
        var position = new Position(
                Integer.parseInt(text(record.headers(), partition)), Long.parseLong(text(record.headers(), offset)));
        map.computeIfAbsent(position, _ -> new ArrayList<>()).add(record);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
