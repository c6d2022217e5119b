package org.starflow.model.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.model.GridSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.emulator.Emulator;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;
import org.starflow.model.projection.Projector;
import org.starflow.model.runtime.EngineException;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.model.runtime.OrtThread;
import org.starflow.v1.ModelReference;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Spectra → posteriors. {@link #project} may be called from any number of threads, {@link #infer} from one at a time.
 * The same spectrum gives the same bytes whatever shares its batch.
 */
public final class InferenceEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

    private final ModelPackage model;
    private final EngineOptions options;
    private final OrtThread thread;
    private final PosteriorGraph graph;
    private final Emulator emulator;
    private final Projector projector;
    private final InferenceStages stages;
    private final ReentrantLock busy = new ReentrantLock();
    private boolean closed;

    private InferenceEngine(
            ModelPackage model, EngineOptions options, OrtThread thread, PosteriorGraph graph, Emulator emulator) {
        this.model = model;
        this.options = options;
        this.thread = thread;
        this.graph = graph;
        this.emulator = emulator;
        this.projector = new Projector(model.manifest(), model.basis());
        this.stages = new InferenceStages(model, options, thread, graph, emulator);
    }

    /**
     * Opens the graphs of a package.
     *
     * @throws EngineException if the execution provider cannot be loaded: there is no fallback
     * @throws org.starflow.model.ModelPackageException if a graph is not as the package format says
     */
    public static InferenceEngine open(ModelPackage model, EngineOptions options) {
        var thread = new OrtThread("starflow-inference");
        PosteriorGraph graph = null;
        try {
            graph = thread.call(() -> PosteriorGraph.open(model, options));
            Emulator emulator =
                    Emulator.open(model, options.provider(), options.threads(), BatchShape.of(options), thread);
            LOG.atInfo()
                    .addKeyValue("provider", options.provider().key())
                    .addKeyValue("threads", options.threads())
                    .addKeyValue("maxBatch", options.maxBatch())
                    .log("Inference engine open");
            return new InferenceEngine(model, options, thread, graph, emulator);
        } catch (RuntimeException e) {
            closeQuietly(thread, graph);
            throw e;
        }
    }

    private static void closeQuietly(OrtThread thread, PosteriorGraph graph) {
        if (graph != null) {
            thread.call(() -> {
                graph.close();
                return null;
            });
        }
        thread.close();
    }

    /** Projects a spectrum onto the basis, or refuses it. Pure Java, thread-safe. */
    public Projection project(GridSpectrum spectrum) {
        return projector.project(spectrum);
    }

    /**
     * Posteriors of a batch, in its order.
     *
     * @param spectra at most {@link EngineOptions#maxBatch}
     * @throws IllegalStateException if another thread is in this method
     * @throws EngineException if ONNX Runtime fails for the batch as a whole
     */
    public List<InferenceOutcome> infer(List<ProjectedSpectrum> spectra) {
        if (spectra.size() > options.maxBatch()) {
            throw new IllegalArgumentException(
                    "Batch: expected at most " + options.maxBatch() + " spectra, found " + spectra.size());
        }
        return alone(() -> spectra.isEmpty() ? List.of() : stages.infer(spectra));
    }

    private <T> T alone(Supplier<T> work) {
        if (!busy.tryLock()) {
            throw new IllegalStateException("Inference engine: expected one thread at a time, found a second");
        }
        try {
            if (closed) {
                throw new IllegalStateException("Inference engine: expected an open one, found it closed");
            }
            return work.get();
        } finally {
            busy.unlock();
        }
    }

    /**
     * Compares the golden cases of the package with what this engine gives for them.
     *
     * @throws SelfTestException naming case, label and statistic of the first figure out of tolerance
     */
    public void selfTest() {
        int cases = alone(() -> new SelfTest(model, stages, options.provider() == ExecutionProvider.CUDA_FP16).run());
        LOG.atInfo().addKeyValue("cases", cases).log("Self-test passed");
    }

    InferenceStages stages() {
        return stages;
    }

    /** Model, versions and execution provider, as results carry them. */
    public ModelReference modelReference() {
        return ModelReferences.of(model, EngineVersion.current(), options.provider());
    }

    /** Waits for a running batch and frees the sessions; a second call does nothing. */
    @Override
    public void close() {
        busy.lock();
        try {
            if (!closed) {
                closed = true;
                emulator.close();
                stages.close();
                closeQuietly(thread, graph);
            }
        } finally {
            busy.unlock();
        }
    }
}
