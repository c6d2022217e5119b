package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.time.Instant;
import java.util.Optional;

/**
 * A record of the reject topic with the headers that say why.
 *
 * @param raw the record as it came: original key and bytes, all headers
 * @param source where the refused record lies
 * @param modelName name of the model of the worker that refused it
 * @param modelVersion version of that model
 * @param code name of a {@link org.starflow.schemas.RejectCode}, or of one that this version does not know
 * @param reason one sentence
 * @param exceptionClass class name of the exception, where there was one
 * @param spectrumId identifier of the spectrum, where a header gives it
 */
public record RejectRecord(
        ConsumerRecord<byte[], byte[]> raw,
        RecordPosition source,
        String modelName,
        String modelVersion,
        String code,
        String reason,
        Optional<String> exceptionClass,
        Optional<String> spectrumId)
        implements SinkRecord {

    /** When the worker published the reject. */
    public Instant rejectedAt() {
        return Instant.ofEpochMilli(Math.max(0, raw.timestamp()));
    }
}
