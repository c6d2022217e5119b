package org.starflow.model.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starflow.model.DecodedSpectrum;
import org.starflow.model.GridSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.SpectrumDecoder;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.ExecutionProvider;
import org.starflow.model.engine.InferenceEngine;
import org.starflow.model.engine.StageBenchmark;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;
import org.starflow.v1.Spectrum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Spectra per second of an engine, without Kafka: every stage by itself, whole batches, and a baseline in the same run,
 * one spectrum after the other through all stages on one CPU thread.
 */
public final class InferenceBenchmark {
    private final ModelPackage model;
    private final ExecutionProvider provider;
    private final int threads;

    /** Of a package; {@code threads} as in {@link EngineOptions}. */
    public InferenceBenchmark(ModelPackage model, ExecutionProvider provider, int threads) {
        this.model = model;
        this.provider = provider;
        this.threads = threads;
    }

    /**
     * Measures and returns the figures.
     *
     * @param batchSizes each is measured
     * @param perStage time of each measurement
     */
    public ObjectNode run(List<Integer> batchSizes, Duration perStage) {
        int largest = Collections.max(batchSizes);
        List<Spectrum> spectra = new SyntheticSpectra(model).create(largest);
        ObjectNode report = BenchmarkHeader.of(model, provider, threads, perStage);
        double baseline = baseline(spectra, perStage);
        ObjectNode node = report.putObject("baseline");
        node.put("description", "decode, project and infer one spectrum after the other on one CPU thread");
        node.put("spectra_per_second", baseline);
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(provider, threads, largest, false))) {
            engine.selfTest();
            stages(report.putObject("stages_ms_per_spectrum"), engine, spectra, perStage);
            conditionPerSample(report, project(engine, spectra).getFirst(), perStage);
            var batches = report.putArray("batches");
            for (int size : batchSizes) {
                double rate = rate(engine, project(engine, spectra.subList(0, size)), perStage);
                batches.addObject()
                        .put("batch", size)
                        .put("spectra_per_second", rate)
                        .put("ratio_to_baseline", rate / baseline);
            }
        }
        return report;
    }

    private double baseline(List<Spectrum> spectra, Duration time) {
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 1, 1, false))) {
            return new Stopwatch(time).perSecond(i -> {
                Spectrum one = spectra.get(i % spectra.size());
                engine.infer(project(engine, List.of(one)));
                return 1;
            });
        }
    }

    private void stages(ObjectNode node, InferenceEngine engine, List<Spectrum> spectra, Duration time) {
        var decoder = new SpectrumDecoder(model);
        List<GridSpectrum> decoded = decode(spectra);
        double decode = new Stopwatch(time).perSecond(i -> {
            decoder.decode(spectra.get(i % spectra.size()));
            return 1;
        });
        double project = new Stopwatch(time).perSecond(i -> {
            engine.project(decoded.get(i % decoded.size()));
            return 1;
        });
        node.put("decode", 1e3 / decode);
        node.put("project", 1e3 / project);
        new StageBenchmark(engine)
                .secondsPerSpectrum(project(engine, spectra), time)
                .forEach((stage, seconds) -> node.put(stage, 1e3 * seconds));
    }

    private void conditionPerSample(ObjectNode report, ProjectedSpectrum spectrum, Duration time) {
        double seconds = StageBenchmark.conditionPerSample(model, spectrum, time);
        double network = report.at("/stages_ms_per_spectrum/network").asDouble();
        report.putObject("condition_per_sample")
                .put("description", "the network given the spectrum once for each sample, one CPU thread")
                .put("network_ms_per_spectrum", 1e3 * seconds)
                .put("ratio_to_once_per_spectrum", 1e3 * seconds / network);
    }

    private static double rate(InferenceEngine engine, List<ProjectedSpectrum> batch, Duration time) {
        return new Stopwatch(time).perSecond(i -> engine.infer(batch).size());
    }

    private List<GridSpectrum> decode(List<Spectrum> spectra) {
        var decoder = new SpectrumDecoder(model);
        var decoded = new ArrayList<GridSpectrum>();
        for (Spectrum spectrum : spectra) {
            switch (decoder.decode(spectrum)) {
                case DecodedSpectrum.Valid(Spectrum ignored, GridSpectrum grid) -> decoded.add(grid);
                case DecodedSpectrum.Invalid(var code, String message) ->
                    throw new IllegalStateException("Benchmark spectrum refused: " + code + ", " + message);
            }
        }
        return decoded;
    }

    private List<ProjectedSpectrum> project(InferenceEngine engine, List<Spectrum> spectra) {
        var projected = new ArrayList<ProjectedSpectrum>();
        for (GridSpectrum grid : decode(spectra)) {
            switch (engine.project(grid)) {
                case ProjectedSpectrum p -> projected.add(p);
                case Projection.Refused(var code, String message) ->
                    throw new IllegalStateException("Benchmark spectrum refused: " + code + ", " + message);
            }
        }
        return projected;
    }
}
