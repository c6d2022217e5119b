package org.starflow.model.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starflow.model.DecodedSpectrum;
import org.starflow.model.GridSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.SpectrumDecoder;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.InferenceEngine;
import org.starflow.model.engine.StageBenchmark;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.v1.Spectrum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Spectra per second of an engine, without Kafka: every stage by itself, whole batches, and two baselines in the same
 * run. All times are per spectrum.
 */
public final class InferenceBenchmark {
    private final ModelPackage model;
    private final ExecutionProvider provider;
    private final int threads;
    private final SpectrumDecoder decoder;

    /** Of a package; {@code threads} as in {@link EngineOptions}. */
    public InferenceBenchmark(ModelPackage model, ExecutionProvider provider, int threads) {
        this.model = model;
        this.provider = provider;
        this.threads = threads;
        this.decoder = new SpectrumDecoder(model);
    }

    /**
     * Measures and returns the figures.
     *
     * @param batchSizes each is measured
     * @param perMeasurement time of each measurement
     */
    public ObjectNode run(List<Integer> batchSizes, Duration perMeasurement) {
        int largest = Collections.max(batchSizes);
        var watch = new Stopwatch(perMeasurement);
        List<Spectrum> spectra = new SyntheticSpectra(model).create(largest);
        ObjectNode report = BenchmarkHeader.of(model, provider, threads, perMeasurement);
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(provider, threads, largest, false))) {
            engine.selfTest();
            List<ProjectedSpectrum> projected = project(engine, decode(spectra));
            stages(report.putObject("stages"), engine, spectra, watch);
            conditionPerSample(report, projected.getFirst(), watch);
            // After the stages, so that the compiler has seen all the code: a cold baseline flatters what follows.
            Measurement baseline = baseline(spectra, watch);
            ObjectNode node = report.putObject("baseline");
            node.put("description", "decode, project and infer one spectrum after the other on one CPU thread");
            baseline.write(node);
            var batches = report.putArray("batches");
            for (int size : batchSizes) {
                List<ProjectedSpectrum> batch = projected.subList(0, size);
                Measurement whole = watch.measure(i -> engine.infer(batch).size());
                ObjectNode of = batches.addObject().put("batch", size);
                whole.write(of);
                of.put("ratio_to_baseline", baseline.wallMs() / whole.wallMs());
            }
        }
        return report;
    }

    private Measurement baseline(List<Spectrum> spectra, Stopwatch watch) {
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 1, 1, false))) {
            return watch.measure(i -> {
                List<Spectrum> one = List.of(spectra.get(i % spectra.size()));
                return engine.infer(project(engine, decode(one))).size();
            });
        }
    }

    private void stages(ObjectNode node, InferenceEngine engine, List<Spectrum> spectra, Stopwatch watch) {
        List<GridSpectrum> decoded = decode(spectra);
        watch.measure(i -> decode(List.of(spectra.get(i % spectra.size()))).size())
                .write(node.putObject("decode"));
        watch.measure(i -> project(engine, List.of(decoded.get(i % decoded.size())))
                        .size())
                .write(node.putObject("project"));
        new StageBenchmark(engine)
                .of(project(engine, decoded))
                .forEach((stage, work) -> watch.measure(i -> work.getAsInt()).write(node.putObject(stage)));
    }

    private void conditionPerSample(ObjectNode report, ProjectedSpectrum spectrum, Stopwatch watch) {
        ObjectNode node = report.putObject("condition_per_sample");
        node.put("description", "the network given the spectrum once for each sample, on one CPU thread");
        StageBenchmark.conditionPerSample(model, spectrum, work -> {
            Measurement perSample = watch.measure(i -> work.getAsInt());
            perSample.write(node);
            double once = report.at("/stages/network/cpu_ms").asDouble();
            node.put("cpu_ratio_to_once_per_spectrum", perSample.cpuMs() / once);
        });
    }

    private List<GridSpectrum> decode(List<Spectrum> spectra) {
        var decoded = new ArrayList<GridSpectrum>();
        for (Spectrum spectrum : spectra) {
            switch (decoder.decode(spectrum)) {
                case DecodedSpectrum.Valid valid -> decoded.add(valid.grid());
                case DecodedSpectrum.Invalid(var code, String message) ->
                    throw new IllegalStateException("Benchmark spectrum refused: " + code + ", " + message);
            }
        }
        return decoded;
    }

    private static List<ProjectedSpectrum> project(InferenceEngine engine, List<GridSpectrum> spectra) {
        var projected = new ArrayList<ProjectedSpectrum>();
        for (GridSpectrum spectrum : spectra) {
            switch (engine.project(spectrum)) {
                case ProjectedSpectrum p -> projected.add(p);
                case Projection.Refused(var code, String message) ->
                    throw new IllegalStateException("Benchmark spectrum refused: " + code + ", " + message);
            }
        }
        return projected;
    }
}
