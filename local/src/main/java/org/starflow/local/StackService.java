package org.starflow.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.StopSignal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One service of the stack. It can be killed, stopped and started again on its own while the others go on; its port
 * and its data stay.
 */
public abstract class StackService {

    private static final Logger LOGGER = LoggerFactory.getLogger(StackService.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final int port;
    private final StackContext context;
    // Read without the lock: the state of all services is written while others are still starting.
    private volatile ChildProcess process;

    StackService(String name, StackContext context) {
        this.name = name;
        this.context = context;
        this.port = context.ports().of(name);
    }

    /** Makes the data folder ready: formats it at the first start. */
    abstract void prepare();

    abstract Command command();

    abstract void awaitReady(ChildProcess child, Duration patience);

    StopSignal stopSignal() {
        return StopSignal.TERM;
    }

    /** {@code kafka}, {@code registry} or {@code postgresql}. */
    public final String name() {
        return name;
    }

    /** On 127.0.0.1. */
    public final int port() {
        return port;
    }

    /** Its output since the last start. */
    public final Path log() {
        return context.home().log(name);
    }

    public final boolean isRunning() {
        ChildProcess current = process;
        return current != null && current.isAlive();
    }

    /**
     * Number of its process.
     *
     * @throws IllegalStateException when it does not run
     */
    public final long pid() {
        if (!isRunning()) {
            throw new IllegalStateException(name + " does not run");
        }
        return process.pid();
    }

    /** Starts it and returns when it answers; does nothing when it runs. */
    public final synchronized void start() {
        if (isRunning()) {
            return;
        }
        prepare();
        launch();
        context.changed();
        LOGGER.atInfo()
                .addKeyValue("service", name)
                .addKeyValue("pid", process.pid())
                .addKeyValue("port", port)
                .log("Service is ready");
    }

    void launch() {
        process = ChildProcess.start(name, command(), log(), stopSignal());
        try {
            awaitReady(process, context.options().patience());
        } catch (LocalStackException e) {
            process.kill();
            throw e;
        }
    }

    /** Ends it cleanly. */
    public final synchronized void stop() {
        if (process != null) {
            process.stop(STOP_PATIENCE);
            context.changed();
        }
    }

    /** {@code kill -9}, as a crash would. */
    public final synchronized void kill() {
        if (process != null) {
            process.kill();
            context.changed();
        }
    }

    /** Stops it cleanly when it runs, and starts it again. */
    public final synchronized void restart() {
        stop();
        start();
    }

    final void leaveRunning() {
        process.release();
    }

    final StackContext context() {
        return context;
    }

    final Path data() {
        return context.home().data(name);
    }

    final ChildProcess process() {
        return process;
    }
}
