package org.starflow.worker.pipeline;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.starflow.schemas.telemetry.TraceParent;
import org.starflow.v1.Inference;
import org.starflow.v1.SourcePosition;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;

import java.nio.charset.StandardCharsets;

/** Builds the records of results. */
final class ResultRecords {
    private final String topic;
    private final ResultContract contract;
    private final Serializer<Object> serializer;

    ResultRecords(String topic, ResultContract contract, Serializer<Object> serializer) {
        this.topic = topic;
        this.contract = contract;
        this.serializer = serializer;
    }

    /**
     * The record of a result, with the key of its spectrum.
     *
     * @throws RegistryAwayException when the registry does not answer: try again
     * @throws WorkerException when the registry refuses the schema, which is the fault of no record
     * @throws RuntimeException when this result alone cannot be written
     */
    ProducerRecord<byte[], byte[]> record(Inferred inferred) {
        var source = inferred.source().record();
        var position = new SourcePosition(source.topic(), source.partition(), source.offset());
        Inference inference = contract.toAvro(inferred.spectrum(), position, inferred.posterior());
        var headers = new RecordHeaders();
        put(headers, org.starflow.schemas.RecordHeaders.SPECTRUM_ID, inference.getSpectrumId());
        put(headers, org.starflow.schemas.RecordHeaders.SOURCE_PARTITION, Integer.toString(source.partition()));
        put(headers, org.starflow.schemas.RecordHeaders.SOURCE_OFFSET, Long.toString(source.offset()));
        Header produced = source.headers().lastHeader(org.starflow.schemas.RecordHeaders.PRODUCED_AT);
        if (produced != null) {
            headers.add(produced);
        }
        TraceParent.of(source.headers()).ifPresent(trace -> trace.put(headers));
        return new ProducerRecord<>(topic, null, null, source.key(), serialize(headers, inference), headers);
    }

    private byte[] serialize(RecordHeaders headers, Inference inference) {
        try {
            return serializer.serialize(topic, headers, inference);
        } catch (RuntimeException e) {
            if (DecodeFailures.registryAway(e)) {
                throw new RegistryAwayException(e);
            }
            if (DecodeFailures.schemaRefused(e)) {
                throw new WorkerException(
                        ExitCode.ENVIRONMENT,
                        "The registry does not accept the schema of results for " + topic + ": " + e.getMessage(),
                        e);
            }
            throw e;
        }
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
