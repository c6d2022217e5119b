package org.starflow.producer.cli;

import org.starflow.producer.metrics.MeteredSink;
import org.starflow.producer.publish.Delivery;
import org.starflow.producer.publish.KafkaSpectrumSink;
import org.starflow.producer.publish.SpectrumSink;
import org.starflow.producer.replay.Pacer;
import org.starflow.producer.simulate.SimulatedStar;
import org.starflow.producer.simulate.Simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Publishes simulated stars at a rate. */
final class SimulationRun {
    /** Enough for what gathers in a linger; bytes are bounded by the client's buffer, which makes us wait. */
    private static final int MAX_WAITING = 1000;

    private final Map<String, Object> kafka;
    private final String topic;
    private final double rate;

    SimulationRun(Map<String, Object> kafka, String topic, double rate) {
        this.kafka = kafka;
        this.topic = topic;
        this.rate = rate;
    }

    /** Exit code. */
    int publish(List<SimulatedStar> stars, Simulator simulator) throws InterruptedException {
        var progress = new Progress("spectra", stars.size());
        var pacer = new Pacer(rate > 0 ? 1 : 0);
        int failed = 0;
        Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
        try (SpectrumSink sink = MeteredSink.around(KafkaSpectrumSink.open(kafka, topic), System.getenv())) {
            for (int i = 0; i < stars.size(); i++) {
                pacer.await(rate > 0 ? Math.round(1000.0 * i / rate) : 0);
                SimulatedStar star = stars.get(i);
                waiting.add(sink.send(simulator.record(star)).handle((d, e) -> ended(star, d, e, progress)));
                if (waiting.size() > MAX_WAITING) {
                    failed += waiting.remove().join() ? 0 : 1;
                }
            }
            for (CompletableFuture<Boolean> last : waiting) {
                failed += last.join() ? 0 : 1;
            }
        }
        progress.end();
        System.out.println((stars.size() - failed) + " sent, " + failed + " failed");
        progress.say(String.format(Locale.ROOT, "%.1f spectra/s", progress.rate()));
        return failed > 0 ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    private static boolean ended(SimulatedStar star, Delivery delivery, Throwable e, Progress progress) {
        if (e != null) {
            progress.say("failed: " + star.spectrumId() + ": " + e.getMessage());
        }
        progress.step();
        return delivery != null;
    }
}
