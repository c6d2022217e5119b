package org.starflow.sink.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Asks one thing again and again on a thread of its own, so that an answer that hangs holds up nothing else, and keeps
 * the latest. Whether who is asked answers at all is told by others.
 */
final class Poll<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Poll.class);

    private final Callable<T> question;
    private final Duration interval;
    private final Thread thread;
    private volatile T latest;

    /** @param first what is known before the first answer */
    Poll(String name, Callable<T> question, Duration interval, T first) {
        this.question = question;
        this.interval = interval;
        this.latest = first;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    T latest() {
        return latest;
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
        try {
            latest = question.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOGGER.atDebug().addKeyValue("poll", thread.getName()).setCause(e).log("No answer");
        }
    }
}
