package org.starflow.model.emulator;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.starflow.model.ModelPackage;
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

/** {@code emulator.onnx} with one fixed batch shape. Used on one thread. */
final class EmulatorGraph implements AutoCloseable {
    private final Graph graph;
    private final int shape;
    private final int dim;
    private final FloatBuffer labels;
    private final OnnxTensor input;

    private EmulatorGraph(Graph graph, int shape, int dim) throws OrtException {
        this.graph = graph;
        this.shape = shape;
        this.dim = dim;
        this.labels = ByteBuffer.allocateDirect(shape * dim * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        this.input = OnnxTensor.createTensor(graph.environment(), labels, new long[] {shape, dim});
    }

    static EmulatorGraph open(ModelPackage model, ExecutionProvider provider, int threads, int shape)
            throws OrtException {
        int labels = model.manifest().labels().size();
        Graph graph = Graph.open(
                model.file(model.manifest().emulator().file()),
                provider,
                threads,
                List.of(new TensorSpec("labels", TensorSpec.ANY, labels)),
                List.of(
                        new TensorSpec(
                                "coefficients", TensorSpec.ANY, model.basis().components()),
                        new TensorSpec("error", TensorSpec.ANY)));
        return new EmulatorGraph(graph, shape, labels);
    }

    /** Coefficients and error of every star, in order. */
    List<Emulation> run(List<double[]> stars) {
        var all = new ArrayList<Emulation>(stars.size());
        for (int from = 0; from < stars.size(); from += shape) {
            chunk(stars.subList(from, Math.min(stars.size(), from + shape)), all);
        }
        return all;
    }

    private void chunk(List<double[]> chunk, List<Emulation> all) {
        for (int i = 0; i < shape; i++) {
            put(i, chunk.get(i < chunk.size() ? i : 0));
        }
        try (OrtSession.Result result = graph.run(Map.of("labels", input))) {
            FloatBuffer coefficients = floats(result, "coefficients");
            FloatBuffer errors = floats(result, "error");
            int components = coefficients.remaining() / shape;
            for (int i = 0; i < chunk.size(); i++) {
                float[] values = new float[components];
                coefficients.get(i * components, values);
                all.add(new Emulation(values, errors.get(i)));
            }
        } catch (OrtException e) {
            throw new EngineException("The emulator failed: " + e.getMessage(), e);
        }
    }

    private void put(int row, double[] star) {
        if (star.length != dim) {
            throw new IllegalArgumentException("Emulator: expected " + dim + " labels, found " + star.length);
        }
        for (int d = 0; d < dim; d++) {
            labels.put(row * dim + d, (float) star[d]);
        }
    }

    private static FloatBuffer floats(OrtSession.Result result, String name) {
        return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    }

    @Override
    public void close() {
        input.close();
        graph.close();
    }
}
