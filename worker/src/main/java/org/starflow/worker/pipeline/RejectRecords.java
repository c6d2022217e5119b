package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.starflow.schemas.RejectHeaders;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds the records of rejects: original key, bytes and headers, and {@link RejectHeaders}. */
final class RejectRecords {
    /** What is kept of a value that its topic does not take whole. */
    static final int CUT_BYTES = 64 * 1024;

    private final String topic;
    private final String modelName;
    private final String modelVersion;

    RejectRecords(String topic, String modelName, String modelVersion) {
        this.topic = topic;
        this.modelName = modelName;
        this.modelVersion = modelVersion;
    }

    ProducerRecord<byte[], byte[]> record(Refused refused) {
        return build(refused, refused.source().record().value(), refused.message());
    }

    /** With only the beginning of the value, for a topic that does not take the whole. */
    ProducerRecord<byte[], byte[]> cut(Refused refused) {
        byte[] value = refused.source().record().value();
        if (value == null || value.length <= CUT_BYTES) {
            return record(refused);
        }
        String note = " (Of " + value.length + " bytes, the first " + CUT_BYTES + " are kept here: " + topic
                + " does not take them all.)";
        return build(refused, Arrays.copyOf(value, CUT_BYTES), refused.message() + note);
    }

    private ProducerRecord<byte[], byte[]> build(Refused refused, byte[] value, String reason) {
        ConsumerRecord<byte[], byte[]> source = refused.source().record();
        var headers = new RecordHeaders(source.headers());
        put(headers, RejectHeaders.REASON, reason);
        put(headers, RejectHeaders.TOPIC, source.topic());
        put(headers, RejectHeaders.PARTITION, Integer.toString(source.partition()));
        put(headers, RejectHeaders.OFFSET, Long.toString(source.offset()));
        refused.exceptionClass().ifPresent(name -> put(headers, RejectHeaders.EXCEPTION_CLASS_NAME, name));
        put(headers, RejectHeaders.ERROR_CODE, refused.code().name());
        put(headers, RejectHeaders.MODEL_NAME, modelName);
        put(headers, RejectHeaders.MODEL_VERSION, modelVersion);
        return new ProducerRecord<>(topic, null, null, source.key(), value, headers);
    }

    /** Replaces a header of the same name, which a replayed reject carries. */
    private static void put(RecordHeaders headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
