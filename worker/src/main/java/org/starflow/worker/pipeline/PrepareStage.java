package org.starflow.worker.pipeline;

import org.starflow.model.DecodedSpectrum;
import org.starflow.model.GridSpectrum;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;
import org.starflow.schemas.RejectCode;
import org.starflow.worker.WorkerMetrics;
import org.starflow.worker.WorkerMetrics.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Decodes the records of a batch and projects them onto the basis of the model. */
final class PrepareStage implements Stage<RawBatch> {
    private final RecordDecoder decoder;
    private final Function<GridSpectrum, Projection> projector;
    private final Ownership ownership;
    private final RegistryPatience patience;
    private final WorkerMetrics metrics;
    private final Consumer<PreparedBatch> next;
    private final ExecutorService projectors;

    PrepareStage(
            RecordDecoder decoder,
            Function<GridSpectrum, Projection> projector,
            int threads,
            Ownership ownership,
            RegistryPatience patience,
            WorkerMetrics metrics,
            Consumer<PreparedBatch> next) {
        this.decoder = decoder;
        this.projector = projector;
        this.ownership = ownership;
        this.patience = patience;
        this.metrics = metrics;
        this.next = next;
        this.projectors = Executors.newFixedThreadPool(
                threads,
                Thread.ofPlatform().daemon().name("starflow-project-", 0).factory());
    }

    @Override
    public void process(RawBatch batch) throws InterruptedException {
        long start = System.nanoTime();
        var projections = new ArrayList<Callable<Prepared>>(batch.records().size());
        for (SourceRecord source : batch.records()) {
            if (ownership.lease().owns(source)) {
                var decoded = patience.call(() -> decoder.decode(source));
                projections.add(() -> project(source, decoded));
            }
        }
        long decoded = System.nanoTime();
        metrics.step(Step.DECODE, decoded - start);
        List<Prepared> items = runAll(projections);
        long end = System.nanoTime();
        metrics.step(Step.PROJECT, end - decoded);
        batch.worked("prepare", start, end);
        next.accept(new PreparedBatch(batch, items));
    }

    @Override
    public boolean waiting() {
        return patience.waiting();
    }

    @Override
    public void close() {
        projectors.shutdownNow();
    }

    private Prepared project(SourceRecord source, RecordDecoder.Decoded decoded) {
        return switch (decoded) {
            case RecordDecoder.NotDecoded(var refused) -> refused;
            case RecordDecoder.OnGrid(var valid) -> project(source, valid);
        };
    }

    private Prepared project(SourceRecord source, DecodedSpectrum.Valid valid) {
        try {
            return switch (projector.apply(valid.grid())) {
                case ProjectedSpectrum projected -> new Ready(source, valid.source(), projected);
                case Projection.Refused(var code, var message) -> new Refused(source, code, message);
            };
        } catch (RuntimeException e) {
            return new Refused(source, RejectCode.INFERENCE_FAILED, "The projection failed: " + e.getMessage(), e);
        }
    }

    private List<Prepared> runAll(List<Callable<Prepared>> tasks) throws InterruptedException {
        var items = new ArrayList<Prepared>(tasks.size());
        for (var future : projectors.invokeAll(tasks)) {
            try {
                items.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("The projection failed.", e.getCause());
            }
        }
        return items;
    }
}
