package org.starflow.local.chaos;

import org.starflow.local.process.Http;
import org.starflow.local.process.Ports;
import org.starflow.local.process.ServiceProcess;
import org.starflow.local.process.ServiceSpec;
import org.starflow.local.process.Signals;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One service that an orchestrator keeps running: if it ends, it is started again. Thread-safe. */
final class Member {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);
    /** Exit code of a worker that has met another one of its name. */
    private static final int FENCED = 4;
    /** Exit code of a producer that finds no broker or registry. */
    private static final int NO_STACK = 3;

    private final ServiceSpec spec;
    private final Consumer<Ending> endings;
    private ServiceProcess process;
    private int starts;
    private boolean wanted;
    private boolean asked;
    private boolean mayBeFenced;
    private ServiceProcess heir;

    /**
     * An end that nobody asked for.
     *
     * @param documented whether it is what the documentation says of such a moment
     */
    record Ending(String name, int exitCode, Instant noticed, String log, boolean documented) {}

    Member(ServiceSpec spec, Consumer<Ending> endings) {
        this.spec = spec;
        this.endings = endings;
    }

    String name() {
        return spec.name();
    }

    /** Keeps it running from now on. */
    synchronized void start() {
        wanted = true;
        launch(spec);
    }

    /** Starts it in another way, once: the orchestrator looks away until {@link #start}. */
    synchronized ServiceProcess startOnce(UnaryOperator<ServiceSpec> change) {
        stop();
        launch(change.apply(spec));
        return process;
    }

    private void launch(ServiceSpec how) {
        if (process != null && process.isRunning()) {
            return;
        }
        starts++;
        asked = false;
        process = ServiceProcess.start(how.withLog(spec.log().resolveSibling(spec.name() + "." + starts + ".log")));
    }

    /** SIGKILL. Returns what was hit; the orchestrator starts a successor. */
    synchronized String kill() {
        asked = true;
        String hit = hit();
        process.kill();
        return hit;
    }

    synchronized void pause() {
        Signals.pause(process.pid());
    }

    /** Lets it go on, if it is still there. */
    synchronized void resume() {
        if (process.isRunning()) {
            Signals.resume(process.pid());
        }
    }

    /** A second process of the same name beside it, as after a partition of the network; one may fence the other. */
    synchronized void startHeir() {
        mayBeFenced = true;
        String other = spec.name() + "-heir";
        heir = ServiceProcess.start(new ServiceSpec(
                other,
                spec.jar(),
                Ports.free(),
                spec.jvmFlags(),
                spec.properties(),
                spec.environment(),
                spec.arguments(),
                spec.log().resolveSibling(other + "." + starts + ".log")));
    }

    /** Ends the second process; how it ended. */
    synchronized String stopHeir() {
        String end = heir.isRunning() ? "asked to" : "by itself, exit code " + heir.exitCode();
        heir.stop(STOP_PATIENCE);
        heir = null;
        return end;
    }

    /** Ends it in good order and keeps it so. */
    synchronized void stop() {
        wanted = false;
        asked = true;
        if (process != null) {
            process.stop(STOP_PATIENCE);
        }
    }

    /** SIGTERM and a new start. */
    synchronized void restart() {
        stop();
        start();
    }

    /** Starts it again where it has ended. */
    synchronized void supervise() {
        if (!wanted || process.isRunning()) {
            return;
        }
        if (!asked) {
            endings.accept(new Ending(name(), process.exitCode(), Instant.now(), log(), isDocumented()));
        }
        launch(spec);
    }

    private boolean isDocumented() {
        boolean command = spec.port() == 0;
        return (mayBeFenced && process.exitCode() == FENCED) || (command && process.exitCode() == NO_STACK);
    }

    synchronized boolean wanted() {
        return wanted;
    }

    synchronized boolean running() {
        return process != null && process.isRunning();
    }

    /** Whether it is as it should be; a command without a port is ready when it runs. */
    boolean ready() throws InterruptedException {
        if (!wanted()) {
            return true;
        }
        if (spec.port() == 0) {
            return running();
        }
        try {
            return Http.status(current().url("/q/health/ready")) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    synchronized ServiceProcess current() {
        return process;
    }

    /** Name and process number, for the report. */
    synchronized String hit() {
        return name() + " (pid " + process.pid() + ")";
    }

    synchronized String log() {
        return spec.log().resolveSibling(spec.name() + "." + starts + ".log").toString();
    }
}
