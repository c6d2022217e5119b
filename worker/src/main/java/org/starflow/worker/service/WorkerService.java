package org.starflow.worker.service;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.model.ModelPackage;
import org.starflow.model.ModelPackageException;
import org.starflow.v1.ModelReference;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.pipeline.Pipeline;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Life of the worker: start, failure, stop. */
@ApplicationScoped
public class WorkerService {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerService.class);

    private final WorkerFactory factory;
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile Worker worker;
    private volatile boolean stopping;

    WorkerService(WorkerFactory factory) {
        this.factory = factory;
    }

    void onStart(@Observes StartupEvent event) {
        StopSignals.install(this::stopRequested);
        Thread.ofPlatform().name("starflow-start").start(this::start);
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
        Worker current = worker;
        if (current != null) {
            current.pipeline().stop(!failed.get());
            current.close();
        }
        LOG.atInfo().log("Worker stopped");
    }

    /** Whether spectra are being worked on, or would be if there were any. */
    public boolean ready() {
        return pipeline().map(Pipeline::ready).orElse(false);
    }

    /** Names the stage that is dead or stuck, if one is. */
    public Optional<String> stalled() {
        return pipeline().flatMap(Pipeline::stalled);
    }

    /** The model, once its package is loaded. */
    public Optional<ModelReference> model() {
        return Optional.ofNullable(worker).map(Worker::model);
    }

    /** The package of the model, once it is loaded. */
    public Optional<ModelPackage> modelPackage() {
        return Optional.ofNullable(worker).map(Worker::modelPackage);
    }

    private Optional<Pipeline> pipeline() {
        return Optional.ofNullable(worker).map(Worker::pipeline);
    }

    private void start() {
        try {
            var created = factory.create(this::fail);
            worker = created;
            if (!stopping) {
                created.pipeline().start();
            }
        } catch (ModelPackageException e) {
            fail(new WorkerException(ExitCode.ENVIRONMENT, e.getMessage(), e));
        } catch (Throwable e) { // also Error: a worker that has not started must end
            fail(e);
        }
    }

    /** The first signal stops in good order, the second at once. */
    private void stopRequested() {
        if (stopping) {
            pipeline().ifPresent(Pipeline::abandon);
        } else {
            stopping = true;
            Quarkus.asyncExit(ExitCode.OK.code());
        }
    }

    private void fail(Throwable failure) {
        if (!failed.compareAndSet(false, true)) {
            return;
        }
        ExitCode code = switch (failure) {
            case WorkerException e -> e.exitCode();
            case ModelPackageException e -> ExitCode.ENVIRONMENT;
            default -> ExitCode.INTERNAL;
        };
        var line = LOG.atError().addKeyValue("exitCode", code.code());
        (code == ExitCode.ENVIRONMENT ? line : line.setCause(failure))
                .log(code == ExitCode.INTERNAL ? failure.toString() : failure.getMessage());
        Quarkus.asyncExit(code.code());
    }
}
