package org.starflow.local.chaos;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Sends the stream at a steady rate, as an idempotent producer that waits minutes for a broker, and remembers where each record went. */
final class Feeder implements AutoCloseable {

    static final String CLIENT = "chaos-feeder";
    private static final int PATIENCE_MILLIS = 600_000;

    private final StarStock stock;
    private final long nanosBetween;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Sent> sent = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicInteger poison = new AtomicInteger();
    private final AtomicInteger large = new AtomicInteger();
    private final AtomicLong clockOffsetMillis = new AtomicLong();
    private final AtomicInteger handedOver = new AtomicInteger();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("chaos-feeder").unstarted(this::run);
    private volatile boolean stopping;

    Feeder(StarStock stock, String bootstrapServers, double rate) {
        this.stock = stock;
        this.nanosBetween = Math.round(1e9 / rate);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        CLIENT,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        PATIENCE_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        10_000,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        4 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start() {
        thread.start();
    }

    /** The next records are invalid. */
    void poison(int records) {
        poison.addAndGet(records);
    }

    /** The next records are as large as the topic takes. */
    void enlarge(int records) {
        large.addAndGet(records);
    }

    private StarStock.Item next(int number) throws IOException, InterruptedException {
        if (taken(large)) {
            return stock.large(number);
        }
        return taken(poison) ? stock.poison(number) : stock.item(number);
    }

    private static boolean taken(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    /** From now on records carry times that are so far off. */
    void shiftClock(Duration offset) {
        clockOffsetMillis.set(offset.toMillis());
    }

    private void run() {
        long next = System.nanoTime();
        try {
            for (int i = 0; !stopping && failure.get() == null; i++) {
                send(i);
                // After a standstill it goes on at the same rate rather than in one heap.
                next = Math.max(next + nanosBetween, System.nanoTime());
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(int number) throws IOException, InterruptedException {
        StarStock.Item item = next(number);
        byte[] id = item.id().getBytes(StandardCharsets.UTF_8);
        Instant begun = Instant.now();
        var headers = new RecordHeaders();
        headers.add("starflow-spectrum-id", id);
        headers.add("starflow-produced-at", Long.toString(begun.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
        long offset = clockOffsetMillis.get();
        Long timestamp = offset == 0 ? null : begun.toEpochMilli() + offset;
        var record = new ProducerRecord<>(Topics.SPECTRA, null, timestamp, id, item.value(), headers);
        String digest = Digest.of(item.value());
        var light = new StarStock.Item(item.id(), item.star(), item.code(), null);
        handedOver.incrementAndGet();
        producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            } else {
                add(new Sent(number, light, digest, new Position(metadata.partition(), metadata.offset()), begun));
            }
        });
    }

    private void add(Sent record) {
        synchronized (sent) {
            sent.add(record);
        }
    }

    /** What the broker has acknowledged so far. */
    List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    int count() {
        synchronized (sent) {
            return sent.size();
        }
    }

    /** Sends what it has begun to send and ends. */
    void finish() throws InterruptedException, IOException {
        stopping = true;
        thread.join(Duration.ofMillis(PATIENCE_MILLIS + 30_000L));
        Exception e = failure.get();
        if (e != null) {
            throw new IOException("The stream broke off after " + count() + " records: " + e, e);
        }
        if (count() != handedOver.get()) {
            throw new IOException("Of " + handedOver.get() + " records the broker has acknowledged " + count());
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
