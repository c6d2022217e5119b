package org.starflow.it.worker;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.starflow.it.support.SpectrumSender;
import org.starflow.it.support.Stack;
import org.starflow.v1.Spectrum;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sends records to a topic of spectra and remembers where each went. */
final class SentRecords implements AutoCloseable {
    private final SpectrumSender sender;
    private final Set<Position> positions = new TreeSet<>();

    SentRecords(Stack stack, WorkerTopics topics) {
        sender = SpectrumSender.to(stack, topics.spectra());
    }

    Position send(Spectrum spectrum) {
        return remember(sender.send(List.of(spectrum)).getFirst());
    }

    /** Sends all at once and waits until the broker has them. */
    void send(List<Spectrum> spectra) {
        sender.send(spectra).forEach(this::remember);
    }

    Position send(String key, byte[] value) {
        return remember(sender.sendBytes(key, value));
    }

    synchronized Set<Position> positions() {
        return new TreeSet<>(positions);
    }

    synchronized int count() {
        return positions.size();
    }

    @Override
    public void close() {
        sender.close();
    }

    private synchronized Position remember(RecordMetadata metadata) {
        var position = new Position(metadata.partition(), metadata.offset());
        positions.add(position);
        return position;
    }
}
