package org.starflow.it.sink;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.starflow.it.support.Inferences;
import org.starflow.it.support.Stack;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.RejectHeaders;
import org.starflow.schemas.Topics;
import org.starflow.schemas.serde.AvroSerializer;
import org.starflow.v1.Inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Does to the topics what producer and worker do, in transactions with the offsets of a worker's group, without inference. */
final class StandInWorker implements AutoCloseable {
    private static final byte[] SPECTRUM = "not a spectrum, but the sink never looks".getBytes(StandardCharsets.UTF_8);

    private final String model;
    private final String version;
    private final Inferences inferences;
    private final AvroSerializer serializer = new AvroSerializer();
    private final KafkaProducer<byte[], byte[]> spectra;
    private final KafkaProducer<byte[], byte[]> outcomes;

    StandInWorker(Stack stack, String model, String version) {
        this.model = model;
        this.version = version;
        this.inferences = new Inferences(model, version);
        serializer.configure(Map.of("schema.registry.url", stack.registryUrl()), false);
        spectra = producer(Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"));
        outcomes = producer(Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "transactional.id",
                "stand-in-" + model + "-" + version));
        outcomes.initTransactions();
    }

    /** Sends spectra named prefix-0, prefix-1, … */
    List<Input> feed(String prefix, int count) {
        var sent = new LinkedHashMap<String, Future<RecordMetadata>>();
        for (int i = 0; i < count; i++) {
            String id = prefix + "-" + i;
            var record = new ProducerRecord<>(Topics.SPECTRA, null, utf8(id), SPECTRUM);
            record.headers().add(RecordHeaders.SPECTRUM_ID, utf8(id));
            sent.put(id, spectra.send(record));
        }
        var inputs = new ArrayList<Input>();
        sent.forEach((id, future) -> inputs.add(input(id, future)));
        return inputs;
    }

    private static Input input(String id, Future<RecordMetadata> sent) {
        try {
            return new Input(id, sent.get().partition(), sent.get().offset());
        } catch (ExecutionException e) {
            throw new IllegalStateException(id + " was not sent", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Inference inference(Input input) {
        return inferences.of(input.id(), Topics.SPECTRA, input.partition(), input.offset());
    }

    /** Publishes results in one transaction. */
    void infer(List<Input> inputs) {
        inTransaction(inputs, true, () -> inputs.forEach(this::sendResult));
    }

    /** Publishes results in a transaction that is aborted: nobody may ever see them. */
    void inferAndAbort(List<Input> inputs) {
        inTransaction(inputs, false, () -> inputs.forEach(this::sendResult));
    }

    /** Publishes rejects in one transaction, with the original key, value and headers. */
    void reject(List<Input> inputs, RejectCode code) {
        inTransaction(inputs, true, () -> inputs.forEach(input -> sendReject(input, code)));
    }

    /** Publishes bytes as a result, whatever they are. */
    void publishRaw(byte[] key, byte[] value) {
        inTransaction(List.of(), true, () -> outcomes.send(new ProducerRecord<>(Topics.INFERENCES, key, value)));
    }

    byte[] bytes(Inference inference) {
        return serializer.serialize(Topics.INFERENCES, inference);
    }

    private void sendResult(Input input) {
        var record = new ProducerRecord<>(Topics.INFERENCES, utf8(input.id()), bytes(inference(input)));
        record.headers().add(RecordHeaders.SPECTRUM_ID, utf8(input.id()));
        outcomes.send(record);
    }

    private void sendReject(Input input, RejectCode code) {
        var record = new ProducerRecord<>(Topics.REJECTS, utf8(input.id()), SPECTRUM);
        record.headers()
                .add(RecordHeaders.SPECTRUM_ID, utf8(input.id()))
                .add(RejectHeaders.TOPIC, utf8(Topics.SPECTRA))
                .add(RejectHeaders.PARTITION, utf8(Integer.toString(input.partition())))
                .add(RejectHeaders.OFFSET, utf8(Long.toString(input.offset())))
                .add(RejectHeaders.REASON, utf8(code.sentence()))
                .add(RejectHeaders.ERROR_CODE, utf8(code.name()))
                .add(RejectHeaders.MODEL_NAME, utf8(model))
                .add(RejectHeaders.MODEL_VERSION, utf8(version));
        outcomes.send(record);
    }

    private void inTransaction(List<Input> inputs, boolean commit, Runnable sends) {
        outcomes.beginTransaction();
        sends.run();
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (Input input : inputs) {
            offsets.merge(
                    new TopicPartition(Topics.SPECTRA, input.partition()),
                    new OffsetAndMetadata(input.offset() + 1),
                    (a, b) -> a.offset() > b.offset() ? a : b);
        }
        outcomes.sendOffsetsToTransaction(
                offsets, new ConsumerGroupMetadata("starflow-worker-" + model + "-" + version));
        if (commit) {
            outcomes.commitTransaction();
        } else {
            outcomes.abortTransaction();
        }
    }

    @Override
    public void close() {
        outcomes.close();
        spectra.close();
        serializer.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
