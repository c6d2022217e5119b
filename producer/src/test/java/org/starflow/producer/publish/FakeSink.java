package org.starflow.producer.publish;

import org.starflow.v1.Spectrum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Acknowledges at once, or fails where told to. */
public final class FakeSink implements SpectrumSink {
    private final List<Spectrum> sent = new ArrayList<>();
    private Predicate<Spectrum> fails = s -> false;

    public synchronized void failFor(Predicate<Spectrum> predicate) {
        fails = predicate;
    }

    public synchronized List<Spectrum> sent() {
        return List.copyOf(sent);
    }

    @Override
    public String cluster() {
        return "fake";
    }

    @Override
    public String topic() {
        return "spectra";
    }

    @Override
    public synchronized CompletableFuture<Delivery> send(Spectrum spectrum) {
        if (fails.test(spectrum)) {
            return CompletableFuture.failedFuture(new IllegalStateException("broker away"));
        }
        sent.add(spectrum);
        return CompletableFuture.completedFuture(new Delivery("spectra", 0, sent.size() - 1L, 0));
    }

    @Override
    public void close() {}
}
