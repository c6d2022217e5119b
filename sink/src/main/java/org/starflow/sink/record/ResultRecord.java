package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.starflow.v1.Inference;

import java.time.Instant;
import java.util.Optional;

/**
 * A decoded inference.
 *
 * @param raw the record as it came
 * @param inference what it says
 * @param producedAt when the producer handed the spectrum over, where the record says so
 */
public record ResultRecord(ConsumerRecord<byte[], byte[]> raw, Inference inference, Optional<Instant> producedAt)
        implements SinkRecord {

    @Override
    public Optional<String> spectrumId() {
        return Optional.of(inference.getSpectrumId());
    }

    /** When the worker published the result. */
    public Instant inferredAt() {
        return Instant.ofEpochMilli(Math.max(0, raw.timestamp()));
    }

    /** Where the spectrum lies. */
    public RecordPosition source() {
        var source = inference.getSource();
        return new RecordPosition(source.getTopic(), source.getPartition(), source.getOffset());
    }
}
