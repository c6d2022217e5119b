package org.starflow.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.starflow.model.Manifest;
import org.starflow.model.ModelPackage;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.runtime.EngineException;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.model.runtime.Graph;
import org.starflow.model.runtime.TensorSpec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code posterior.onnx} with one fixed batch shape: whatever spectra share a call, the graph sees the same shape, so
 * that its arithmetic, and with it every byte of a result, is the same. Used on one thread.
 */
final class PosteriorGraph implements AutoCloseable {
    private final Graph graph;
    private final int shape;
    private final int rows;
    private final int labels;
    private final FloatBuffer coefficients;
    private final FloatBuffer snr;
    private final FloatBuffer coverage;
    private final Map<String, OnnxTensor> inputs;

    private PosteriorGraph(Graph graph, ModelPackage model, int shape, float[] vectors) throws OrtException {
        Manifest manifest = model.manifest();
        int components = model.basis().components();
        int windows = manifest.grid().windows().size();
        this.graph = graph;
        this.shape = shape;
        this.labels = manifest.latents().dim();
        this.rows = vectors.length / labels;
        this.coefficients = direct(shape * components);
        this.snr = direct(shape);
        this.coverage = direct(shape * windows);
        FloatBuffer latents = direct(rows * labels).put(0, vectors);
        OrtEnvironment env = graph.environment();
        this.inputs = Map.of(
                "coefficients", OnnxTensor.createTensor(env, coefficients, new long[] {shape, components}),
                "snr", OnnxTensor.createTensor(env, snr, new long[] {shape, 1}),
                "coverage", OnnxTensor.createTensor(env, coverage, new long[] {shape, windows}),
                "latents", OnnxTensor.createTensor(env, latents, new long[] {rows, labels}));
    }

    /** Opens the graph of the provider: half-precision weights where they are asked for. */
    static PosteriorGraph open(ModelPackage model, EngineOptions options) throws OrtException {
        return open(model, options, BatchShape.of(options), model.latents());
    }

    /** With another batch shape and other latent vectors, row by row. */
    static PosteriorGraph open(ModelPackage model, EngineOptions options, int shape, float[] vectors)
            throws OrtException {
        Manifest manifest = model.manifest();
        long components = model.basis().components();
        long windows = manifest.grid().windows().size();
        long labels = manifest.latents().dim();
        boolean half = options.provider() == ExecutionProvider.CUDA_FP16;
        if (half && manifest.posterior().halfFile() == null) {
            throw new EngineException("Execution provider cuda-fp16 was asked for, but model " + manifest.name() + " "
                    + manifest.version() + " has no half-precision graph: ask for cuda");
        }
        Graph graph = Graph.open(
                model.file(
                        half
                                ? manifest.posterior().halfFile()
                                : manifest.posterior().file()),
                options.provider(),
                options.threads(),
                List.of(
                        new TensorSpec("coefficients", TensorSpec.ANY, components),
                        new TensorSpec("snr", TensorSpec.ANY, 1),
                        new TensorSpec("coverage", TensorSpec.ANY, windows),
                        new TensorSpec("latents", TensorSpec.ANY, labels)),
                List.of(
                        new TensorSpec("samples", TensorSpec.ANY, TensorSpec.ANY, labels),
                        new TensorSpec("log_density", TensorSpec.ANY, TensorSpec.ANY)));
        return new PosteriorGraph(graph, model, shape, vectors);
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Samples and densities of every spectrum, in order. */
    List<RawSamples> run(List<ProjectedSpectrum> spectra) throws OrtException {
        var all = new ArrayList<RawSamples>(spectra.size());
        for (int from = 0; from < spectra.size(); from += shape) {
            chunk(spectra.subList(from, Math.min(spectra.size(), from + shape)), all);
        }
        return all;
    }

    private void chunk(List<ProjectedSpectrum> chunk, List<RawSamples> all) throws OrtException {
        for (int i = 0; i < shape; i++) {
            ProjectedSpectrum spectrum = chunk.get(i < chunk.size() ? i : 0);
            coefficients.put(i * spectrum.coefficients().length, spectrum.coefficients());
            snr.put(i, (float) spectrum.snr());
            coverage.put(i * spectrum.windowCoverage().length, spectrum.windowCoverage());
        }
        try (OrtSession.Result result = graph.run(inputs)) {
            FloatBuffer samples = floats(result, "samples");
            FloatBuffer density = floats(result, "log_density");
            for (int i = 0; i < chunk.size(); i++) {
                float[] x = new float[rows * labels];
                float[] logDensity = new float[rows];
                samples.get(i * rows * labels, x);
                density.get(i * rows, logDensity);
                all.add(new RawSamples(x, logDensity));
            }
        }
    }

    private static FloatBuffer floats(OrtSession.Result result, String name) {
        return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        graph.close();
    }
}
