package org.starflow.model.engine;

import org.starflow.model.ModelPackage;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.runtime.OrtThread;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The stages of an engine one by one, to be timed. Each piece of work returns how many spectra it did. */
public final class StageBenchmark {
    private final InferenceStages stages;

    /** Of an open engine that nothing else uses meanwhile. */
    public StageBenchmark(InferenceEngine engine) {
        this.stages = engine.stages();
    }

    /** Network, summaries and re-simulation of a batch. */
    public Map<String, IntSupplier> of(List<ProjectedSpectrum> batch) {
        List<RawSamples> samples = stages.sample(batch);
        List<Summary> summaries = stages.summarise(batch, samples);
        var work = new LinkedHashMap<String, IntSupplier>();
        work.put("network", () -> stages.sample(batch).size());
        work.put("summaries", () -> stages.summarise(batch, samples).size());
        work.put("resimulation", () -> stages.resimulate(batch, summaries).size());
        return work;
    }

    /**
     * A baseline: the network given the spectrum once for each sample, as a flow is commonly called, instead of once. On
     * one CPU thread.
     *
     * @param timer is handed the work while its session is open
     */
    public static void conditionPerSample(ModelPackage model, ProjectedSpectrum spectrum, Consumer<IntSupplier> timer) {
        int rows = model.manifest().latents().rows();
        float[] one = Arrays.copyOf(model.latents(), model.manifest().latents().dim());
        List<ProjectedSpectrum> copies = Collections.nCopies(rows, spectrum);
        try (var thread = new OrtThread("starflow-baseline")) {
            thread.call(() -> {
                try (PosteriorGraph graph = PosteriorGraph.open(model, EngineOptions.defaults(), rows, one)) {
                    timer.accept(() -> thread.call(() -> graph.run(copies)).size() / rows);
                    return null;
                }
            });
        }
    }
}
