package org.starflow.producer.cli;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.starflow.producer.metrics.MeteredSink;
import org.starflow.producer.publish.KafkaCheck;
import org.starflow.producer.publish.KafkaSettings;
import org.starflow.producer.publish.KafkaSpectrumSink;
import org.starflow.producer.publish.SpectrumSink;
import org.starflow.producer.replay.CaptureFile;
import org.starflow.producer.replay.CaptureFile.Captured;
import org.starflow.producer.replay.Pacer;
import org.starflow.producer.replay.TopicReader;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.serde.AvroDeserializer;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The three ways of a replay. Each returns the exit code. */
final class ReplayRun {
    private final Map<String, Object> kafka;
    private final Pacer pacer;
    private final Progress progress = new Progress("spectra", 0);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    ReplayRun(Map<String, Object> kafka, Pacer pacer) {
        this.kafka = kafka;
        this.pacer = pacer;
    }

    /** Topic to topic, byte by byte. */
    int copy(TopicReader reader, String target) throws InterruptedException {
        KafkaCheck.cluster(kafka, target);
        try (var producer = new KafkaProducer<byte[], byte[]>(KafkaSettings.forBytes(kafka))) {
            for (var record = reader.next(); record != null; record = reader.next()) {
                pacer.await(record.timestamp());
                producer.send(copyOf(record, target), (metadata, e) -> ended(e));
            }
        }
        return end("sent");
    }

    /** File to topic. */
    int fromFile(Path file, String target) throws IOException, InterruptedException {
        try (var reader = new CaptureFile.Reader(file);
                SpectrumSink sink = MeteredSink.around(KafkaSpectrumSink.open(kafka, target), System.getenv())) {
            for (Captured captured = reader.next(); captured != null; captured = reader.next()) {
                pacer.await(captured.timestamp());
                sink.send(captured.spectrum()).whenComplete((delivery, e) -> ended(e));
            }
        }
        return end("sent");
    }

    /** Topic to file. Records that are no spectra fail and are left out. */
    int capture(TopicReader reader, Path file) throws IOException {
        try (var writer = new CaptureFile.Writer(file);
                var deserializer = new AvroDeserializer()) {
            var settings = new HashMap<>(kafka);
            settings.put("specific.avro.reader", "true");
            deserializer.configure(settings, false);
            for (var record = reader.next(); record != null; record = reader.next()) {
                try {
                    Object value = deserializer.deserialize(record.topic(), record.value());
                    if (!(value instanceof Spectrum spectrum)) {
                        throw new SerializationException("not a spectrum");
                    }
                    writer.add(record.timestamp(), spectrum);
                    ended(null);
                } catch (SerializationException e) {
                    progress.say(
                            "partition " + record.partition() + ", offset " + record.offset() + ": " + e.getMessage());
                    ended(e);
                }
            }
        }
        return end("captured");
    }

    private static ProducerRecord<byte[], byte[]> copyOf(ConsumerRecord<byte[], byte[]> record, String target) {
        var copy = new ProducerRecord<>(target, null, record.key(), record.value(), record.headers());
        copy.headers().remove(RecordHeaders.PRODUCED_AT);
        byte[] now = Long.toString(System.currentTimeMillis()).getBytes(StandardCharsets.UTF_8);
        copy.headers().add(RecordHeaders.PRODUCED_AT, now);
        return copy;
    }

    private void ended(Throwable e) {
        (e == null ? sent : failed).incrementAndGet();
        progress.step();
    }

    private int end(String verb) {
        progress.end();
        System.out.println(sent + " " + verb + ", " + failed + " failed");
        return failed.get() > 0 ? ExitCode.SOME_FAILED : ExitCode.OK;
    }
}
