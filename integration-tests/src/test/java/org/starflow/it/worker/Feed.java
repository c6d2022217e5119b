package org.starflow.it.worker;

import org.starflow.v1.Spectrum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends spectra one after the other in a thread of its own. */
final class Feed {
    private final SentRecords sender;
    private final CompletableFuture<Void> done;

    private Feed(SentRecords sender, CompletableFuture<Void> done) {
        this.sender = sender;
        this.done = done;
    }

    static Feed start(SentRecords sender, List<Spectrum> spectra, Duration pause) {
        return new Feed(sender, CompletableFuture.runAsync(() -> {
            for (Spectrum spectrum : spectra) {
                sender.send(spectrum);
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException e) {
                    throw new CompletionException(e);
                }
            }
        }));
    }

    /** Waits until so many have been sent. */
    void awaitSent(int n) throws InterruptedException {
        while (sender.count() < n && !done.isDone()) {
            Thread.sleep(5);
        }
    }

    /** Waits until all have been sent. */
    void finish() {
        done.join();
    }
}
