package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.RejectHeaders;
import org.starflow.schemas.Topics;
import org.starflow.v1.Inference;

import java.time.Instant;
import java.util.Optional;

/** Tells what a record is. Only a registry that does not answer is an exception; every other trouble is quarantine. */
public final class RecordDecoder {
    private final Deserializer<?> inferences;

    /** @param inferences deserializer of the values of {@link Topics#INFERENCES} */
    public RecordDecoder(Deserializer<?> inferences) {
        this.inferences = inferences;
    }

    /**
     * Decodes one record.
     *
     * @throws RegistryAwayException when the record's schema can not be had now; the record is not at fault
     */
    public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) throws RegistryAwayException {
        return record.topic().equals(Topics.REJECTS) ? reject(record) : result(record);
    }

    private SinkRecord result(ConsumerRecord<byte[], byte[]> record) throws RegistryAwayException {
        if (record.value() == null) {
            return new QuarantinedRecord(record, "The record has no value; expected an inference.");
        }
        Object value;
        try {
            value = inferences.deserialize(record.topic(), record.headers(), record.value());
        } catch (RuntimeException e) {
            if (RegistryAwayException.isCauseOf(e)) {
                throw new RegistryAwayException(e);
            }
            return new QuarantinedRecord(record, "The record does not decode: " + e.getMessage());
        }
        if (!(value instanceof Inference inference)) {
            String found = value == null ? "nothing" : value.getClass().getName();
            return new QuarantinedRecord(record, "Expected an inference, found " + found + ".");
        }
        Optional<Instant> producedAt =
                HeaderText.number(record.headers(), RecordHeaders.PRODUCED_AT).map(Instant::ofEpochMilli);
        return new ResultRecord(record, inference, producedAt);
    }

    private static SinkRecord reject(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        Optional<String> topic = HeaderText.last(headers, RejectHeaders.TOPIC);
        Optional<Long> partition =
                HeaderText.number(headers, RejectHeaders.PARTITION).filter(p -> p >= 0 && p <= Integer.MAX_VALUE);
        Optional<Long> offset = HeaderText.number(headers, RejectHeaders.OFFSET);
        Optional<String> model = HeaderText.last(headers, RejectHeaders.MODEL_NAME);
        Optional<String> version = HeaderText.last(headers, RejectHeaders.MODEL_VERSION);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty() || model.isEmpty() || version.isEmpty()) {
            return new QuarantinedRecord(
                    record,
                    "The reject does not say where it comes from; expected the headers %s, %s, %s, %s and %s."
                            .formatted(
                                    RejectHeaders.TOPIC,
                                    RejectHeaders.PARTITION,
                                    RejectHeaders.OFFSET,
                                    RejectHeaders.MODEL_NAME,
                                    RejectHeaders.MODEL_VERSION));
        }
        var source = new RecordPosition(topic.get(), Math.toIntExact(partition.get()), offset.get());
        return new RejectRecord(
                record,
                source,
                model.get(),
                version.get(),
                HeaderText.last(headers, RejectHeaders.ERROR_CODE).orElse("UNKNOWN"),
                HeaderText.last(headers, RejectHeaders.REASON).orElse(""),
                HeaderText.last(headers, RejectHeaders.EXCEPTION_CLASS_NAME),
                HeaderText.last(headers, RecordHeaders.SPECTRUM_ID));
    }
}
