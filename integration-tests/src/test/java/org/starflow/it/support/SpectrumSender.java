package org.starflow.it.support;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.Topics;
import org.starflow.schemas.serde.AvroSerializer;
import org.starflow.v1.Spectrum;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Sends spectra, and bytes that are none, with the settings of the project's own producers. */
public final class SpectrumSender implements AutoCloseable {
    /** A broker that was killed takes minutes to come back on a busy machine. */
    private static final int PATIENCE_MILLIS = 480_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerializer serializer = new AvroSerializer();
    private final String topic;

    private SpectrumSender(Stack stack, String topic) {
        this.topic = topic;
        serializer.configure(Map.of("schema.registry.url", stack.registryUrl(), "auto.register.schemas", true), false);
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", stack.bootstrapServers());
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("max.in.flight.requests.per.connection", 1);
        settings.put("delivery.timeout.ms", PATIENCE_MILLIS);
        settings.put("max.block.ms", PATIENCE_MILLIS);
        settings.put("compression.type", "lz4");
        settings.put("batch.size", 1 << 20);
        settings.put("max.request.size", 4 << 20);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** To {@link Topics#SPECTRA}. */
    public static SpectrumSender to(Stack stack) {
        return to(stack, Topics.SPECTRA);
    }

    /** To a topic of the caller's own. */
    public static SpectrumSender to(Stack stack, String topic) {
        return new SpectrumSender(stack, topic);
    }

    /** Sends all and waits until the broker has them; positions in the order of the spectra. */
    public List<RecordMetadata> send(List<Spectrum> spectra) {
        var acknowledgements = new ArrayList<Future<RecordMetadata>>();
        spectra.forEach(spectrum -> acknowledgements.add(producer.send(record(spectrum))));
        return acknowledgements.stream().map(SpectrumSender::acknowledged).toList();
    }

    /** Sends any bytes under any key and waits until the broker has them. */
    public RecordMetadata sendBytes(String key, byte[] value) {
        return acknowledged(producer.send(new ProducerRecord<>(topic, utf8(key), value)));
    }

    private ProducerRecord<byte[], byte[]> record(Spectrum spectrum) {
        var key = spectrum.getTargetId() == null ? spectrum.getSpectrumId() : spectrum.getTargetId();
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.add(RecordHeaders.SPECTRUM_ID, utf8(spectrum.getSpectrumId()));
        headers.add(RecordHeaders.PRODUCED_AT, utf8(String.valueOf(System.currentTimeMillis())));
        return new ProducerRecord<>(topic, null, utf8(key), serializer.serialize(topic, headers, spectrum), headers);
    }

    private static RecordMetadata acknowledged(Future<RecordMetadata> acknowledgement) {
        try {
            return acknowledgement.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not take a record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
