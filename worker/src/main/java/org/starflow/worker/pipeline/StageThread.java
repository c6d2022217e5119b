package org.starflow.worker.pipeline;

import org.apache.kafka.common.errors.InterruptException;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The thread of a stage and the queue in front of it, which {@link InFlight} keeps short. */
final class StageThread<I> {
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

    /** Whether it was started and has ended. */
    boolean dead() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    String name() {
        return name;
    }

    /** How long it has worked on its present item; zero when it waits for one. */
    Duration busy() {
        long since = busySince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private void run() {
        try {
            stage.open();
            opened.run();
            while (!ending) {
                I item = queue.poll(50, TimeUnit.MILLISECONDS);
                if (item != null) {
                    busySince = System.nanoTime() | 1;
                    stage.process(item);
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
            stage.close();
        }
    }
}
