package org.starflow.producer.publish;

import org.starflow.v1.Spectrum;

import java.util.concurrent.CompletableFuture;

/** Where reduced spectra go. */
public interface SpectrumSink extends AutoCloseable {
    /** Identifies the receiving cluster in the journal. */
    String cluster();

    /** Topic that spectra go to. */
    String topic();

    /** Hands a spectrum over; the future completes when the broker has acknowledged it, or fails when it never will. */
    CompletableFuture<Delivery> send(Spectrum spectrum);

    @Override
    void close();
}
