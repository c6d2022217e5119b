package org.starflow.sink.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Asks one dependency again and again on a thread of its own, so that one that hangs holds up nothing else. An answer
 * that is overdue counts as none.
 */
final class Probe<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Probe.class);
    private static final Duration OVERDUE = Duration.ofSeconds(6);

    private final String name;
    private final Callable<T> question;
    private final Function<Exception, String> words;
    private final Duration interval;
    private final Thread thread;
    private volatile Reading<T> reading = Reading.unknown(Instant.now());
    private volatile Instant asked;

    Probe(String name, Callable<T> question, Function<Exception, String> words, Duration interval) {
        this.name = name;
        this.question = question;
        this.words = words;
        this.interval = interval;
        this.thread = Thread.ofPlatform().name("watch-" + name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    Reading<T> reading() {
        Instant open = asked;
        Reading<T> latest = reading;
        boolean overdue = open != null && open.plus(OVERDUE).isBefore(Instant.now());
        return overdue && latest.up()
                ? new Reading<>(latest.value(), false, open, java.util.Optional.of("It has not answered since then."))
                : latest;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ask();
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        Instant begin = Instant.now();
        asked = begin;
        try {
            reading = reading.answered(question.call(), Instant.now());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (reading.up()) {
                LOGGER.atInfo()
                        .addKeyValue("dependency", name)
                        .addKeyValue("reason", e.getMessage())
                        .log("Away");
            }
            reading = reading.failed(words.apply(e), begin);
        } finally {
            asked = null;
        }
    }
}
