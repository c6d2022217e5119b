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
import java.util.List;
import java.util.Map;

/** {@code emulator.onnx}, one star a run. Used on one thread. */
final class EmulatorGraph implements AutoCloseable {
    private final Graph graph;
    private final FloatBuffer labels;
    private final OnnxTensor input;

    private EmulatorGraph(Graph graph, int labels) throws OrtException {
        this.graph = graph;
        this.labels = ByteBuffer.allocateDirect(labels * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        this.input = OnnxTensor.createTensor(graph.environment(), this.labels, new long[] {1, labels});
    }

    static EmulatorGraph open(ModelPackage model, ExecutionProvider provider, int threads) throws OrtException {
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
        return new EmulatorGraph(graph, labels);
    }

    Emulation run(double[] star) {
        if (star.length != labels.capacity()) {
            throw new IllegalArgumentException(
                    "Emulator: expected " + labels.capacity() + " labels, found " + star.length);
        }
        for (int d = 0; d < star.length; d++) {
            labels.put(d, (float) star[d]);
        }
        try (OrtSession.Result result = graph.run(Map.of("labels", input))) {
            FloatBuffer coefficients = floats(result, "coefficients");
            float[] values = new float[coefficients.remaining()];
            coefficients.get(values);
            return new Emulation(values, floats(result, "error").get(0));
        } catch (OrtException e) {
            throw new EngineException("The emulator failed: " + e.getMessage(), e);
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
