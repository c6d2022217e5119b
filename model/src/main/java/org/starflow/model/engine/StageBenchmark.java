package org.starflow.model.engine;

import org.starflow.model.ModelPackage;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.runtime.OrtThread;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times the stages of an engine one by one. */
public final class StageBenchmark {
    private final InferenceStages stages;

    /** Of an open engine that nothing else uses meanwhile. */
    public StageBenchmark(InferenceEngine engine) {
        this.stages = engine.stages();
    }

    /**
     * Seconds per spectrum of the network when the spectrum is given once for each sample, as a flow is commonly called,
     * instead of once: a baseline. On one CPU thread.
     */
    public static double conditionPerSample(ModelPackage model, ProjectedSpectrum spectrum, Duration time) {
        int rows = model.manifest().latents().rows();
        float[] one = Arrays.copyOf(model.latents(), model.manifest().latents().dim());
        List<ProjectedSpectrum> copies = Collections.nCopies(rows, spectrum);
        try (var thread = new OrtThread("starflow-baseline")) {
            return thread.call(() -> {
                try (PosteriorGraph graph = PosteriorGraph.open(model, EngineOptions.defaults(), rows, one)) {
                    graph.run(copies);
                    long start = System.nanoTime();
                    long runs = 0;
                    do {
                        graph.run(copies);
                        runs++;
                    } while (System.nanoTime() - start < time.toNanos());
                    return (System.nanoTime() - start) / 1e9 / runs;
                }
            });
        }
    }

    /** Seconds per spectrum of the network, the summaries and the re-simulation, repeating a batch for a time. */
    public Map<String, Double> secondsPerSpectrum(List<ProjectedSpectrum> batch, Duration time) {
        stages.infer(batch);
        long network = 0;
        long summaries = 0;
        long resimulation = 0;
        long spectra = 0;
        for (long end = System.nanoTime() + time.toNanos(); spectra == 0 || System.nanoTime() < end; ) {
            long t0 = System.nanoTime();
            List<RawSamples> samples = stages.sample(batch);
            long t1 = System.nanoTime();
            List<Summary> summarised = stages.summarise(batch, samples);
            long t2 = System.nanoTime();
            stages.resimulate(batch, summarised);
            network += t1 - t0;
            summaries += t2 - t1;
            resimulation += System.nanoTime() - t2;
            spectra += batch.size();
        }
        var seconds = new LinkedHashMap<String, Double>();
        seconds.put("network", network / 1e9 / spectra);
        seconds.put("summaries", summaries / 1e9 / spectra);
        seconds.put("resimulation", resimulation / 1e9 / spectra);
        return seconds;
    }
}
