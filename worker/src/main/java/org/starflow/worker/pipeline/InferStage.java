package org.starflow.worker.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.model.GridSpectrum;
import org.starflow.model.engine.InferenceOutcome;
import org.starflow.model.engine.Posterior;
import org.starflow.model.projection.Projection;
import org.starflow.schemas.RejectCode;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.WorkerMetrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the network, one batch at a time. Opens the engine on its own thread and calls it from nowhere else; the engine
 * in turn keeps all runs of ONNX Runtime on one thread, because GPU memory leaks when runs hop (onnxruntime #29351).
 */
final class InferStage implements Stage<PreparedBatch> {
    private static final Logger LOG = LoggerFactory.getLogger(InferStage.class);

    private final Supplier<SpectrumEngine> opener;
    private final Ownership ownership;
    private final WorkerMetrics metrics;
    private final Consumer<OutcomeBatch> next;
    private volatile SpectrumEngine engine;

    InferStage(
            Supplier<SpectrumEngine> opener, Ownership ownership, WorkerMetrics metrics, Consumer<OutcomeBatch> next) {
        this.opener = opener;
        this.ownership = ownership;
        this.metrics = metrics;
        this.next = next;
    }

    @Override
    public void open() {
        engine = opener.get();
    }

    /** Projects a spectrum, on any thread, once the engine is open. */
    Projection project(GridSpectrum spectrum) {
        return engine.project(spectrum);
    }

    @Override
    public void process(PreparedBatch batch) {
        long start = System.nanoTime();
        var lease = ownership.lease();
        var items =
                batch.items().stream().filter(item -> lease.owns(item.source())).toList();
        var ready = items.stream()
                .filter(Ready.class::isInstance)
                .map(Ready.class::cast)
                .toList();
        var inferred = ready.isEmpty() ? List.<InferenceOutcome>of() : infer(ready);
        var outcomes = new ArrayList<Outcome>(items.size());
        int i = 0;
        for (Prepared item : items) {
            outcomes.add(
                    switch (item) {
                        case Refused refused -> refused;
                        case Ready r -> outcome(r, inferred.get(i++));
                    });
        }
        if (!ready.isEmpty()) {
            metrics.batchInferred(ready.size(), System.nanoTime() - start);
        }
        batch.origin().worked("infer", start, System.nanoTime());
        next.accept(new OutcomeBatch(batch.origin(), outcomes));
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private static Outcome outcome(Ready ready, InferenceOutcome outcome) {
        return switch (outcome) {
            case Posterior posterior -> new Inferred(ready.source(), ready.spectrum(), posterior);
            case InferenceOutcome.Failed(var code, var message) -> new Refused(ready.source(), code, message);
        };
    }

    private List<InferenceOutcome> infer(List<Ready> ready) {
        try {
            return engine.infer(ready.stream().map(Ready::projected).toList());
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("batch", ready.size())
                    .addKeyValue("cause", e.toString())
                    .log("A batch failed in the engine; trying its spectra one by one.");
            return oneByOne(ready);
        }
    }

    private List<InferenceOutcome> oneByOne(List<Ready> ready) {
        var outcomes = new ArrayList<InferenceOutcome>(ready.size());
        for (Ready spectrum : ready) {
            try {
                outcomes.add(engine.infer(List.of(spectrum.projected())).getFirst());
            } catch (RuntimeException e) {
                requireSoundEngine(e);
                outcomes.add(new InferenceOutcome.Failed(
                        RejectCode.INFERENCE_FAILED, "The engine failed: " + e.getMessage()));
            }
        }
        return outcomes;
    }

    /** Blames the spectrum only while the engine still works. */
    private void requireSoundEngine(RuntimeException failure) {
        try {
            engine.selfTest();
        } catch (RuntimeException e) {
            e.addSuppressed(failure);
            throw new WorkerException(ExitCode.ENGINE, "The inference engine is broken: " + e.getMessage(), e);
        }
    }
}
