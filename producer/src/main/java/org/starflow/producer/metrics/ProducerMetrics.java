package org.starflow.producer.metrics;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What a running producer says of itself, in Prometheus' text format. Thread-safe. */
public final class ProducerMetrics {
    /** Spectra that were handed to Kafka, by {@code outcome}: delivered, failed. */
    public static final String SPECTRA = "starflow_producer_spectra_total";
    /** 1 while spectra wait for the broker's acknowledgement, else 0. */
    public static final String SENDING = "starflow_producer_sending";
    /** Spectra that wait for the broker's acknowledgement. */
    public static final String IN_FLIGHT = "starflow_producer_in_flight_records";

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();

    /** A spectrum is on its way. */
    public void sent() {
        inFlight.incrementAndGet();
    }

    /** The broker has it, or never will. */
    public void ended(boolean wasDelivered) {
        inFlight.decrementAndGet();
        (wasDelivered ? delivered : failed).incrementAndGet();
    }

    String text() {
        long waiting = inFlight.get();
        return String.format(
                Locale.ROOT,
                """
                # HELP %1$s Spectra that were handed to Kafka, by what became of them [records]
                # TYPE %1$s counter
                %1$s{outcome="delivered"} %2$d
                %1$s{outcome="failed"} %3$d
                # HELP %4$s 1 while spectra wait for the broker's acknowledgement, else 0 [1]
                # TYPE %4$s gauge
                %4$s %5$d
                # HELP %6$s Spectra that wait for the broker's acknowledgement [records]
                # TYPE %6$s gauge
                %6$s %7$d
                """,
                SPECTRA,
                delivered.get(),
                failed.get(),
                SENDING,
                waiting > 0 ? 1 : 0,
                IN_FLIGHT,
                waiting);
    }
}
