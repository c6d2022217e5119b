package org.starflow.worker.pipeline;

import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The thread of a stage and the queue in front of it, which {@link InFlight} keeps short. */
final class StageThread<I> {
    private static final Logger LOG = LoggerFactory.getLogger(StageThread.class);

    private final String name;
    private final Stage<I> stage;
    private final Consumer<Throwable> failed;
    private final Runnable opened;
    private final Thread thread;
    private final BlockingQueue<I> queue = new LinkedBlockingQueue<>();
    private volatile boolean ending;
    private volatile long busySince;

    StageThread(String name, Stage<I> stage, Runnable opened, Consumer<Throwable> failed) {
        this.name = name;
        this.stage = stage;
        this.opened = opened;
        this.failed = failed;
        this.thread = new Thread(this::run, "starflow-" + name);
    }

    void start() {
        thread.start();
    }

    void submit(I item) {
        queue.add(item);
    }

    /** Ends the thread. What it holds is left uncommitted and is read again. */
    void end() {
        ending = true;
        queue.clear();
        thread.interrupt();
    }

    void join(Duration timeout) throws InterruptedException {
        if (thread.isAlive()) {
            thread.join(timeout);
        }
    }

    /** Whether it has ended, or works on one item for longer than this, without waiting for anything outside. */
    boolean stalled(Duration limit) {
        long since = busySince;
        boolean stuck = since != 0 && System.nanoTime() - since > limit.toNanos() && !stage.waiting();
        return stuck || thread.getState() == Thread.State.TERMINATED;
    }

    String name() {
        return name;
    }

    private void run() {
        try {
            stage.open();
            opened.run();
            while (!ending) {
                I item = queue.poll(50, TimeUnit.MILLISECONDS);
                if (item != null) {
                    busySince = System.nanoTime() | 1;
                    stage.processAll(withWaiting(item));
                    busySince = 0;
                }
            }
        } catch (InterruptedException | InterruptException e) {
            if (!ending) {
                failed.accept(e);
            }
        } catch (Throwable e) { // also OutOfMemoryError: a dead stage must end the process, not hang it
            failed.accept(e);
        } finally {
            close();
        }
    }

    private List<I> withWaiting(I first) {
        List<I> items = new ArrayList<>(List.of(first));
        queue.drainTo(items, stage.most() - 1);
        return items;
    }

    private void close() {
        Thread.interrupted(); // closing may wait, and the interrupt has done its work
        try {
            stage.close();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stage", name)
                    .addKeyValue("cause", e.toString())
                    .log("A stage did not close.");
        }
    }
}
