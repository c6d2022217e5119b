package org.starflow.model.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import org.starflow.model.ModelPackageException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An open ONNX graph whose inputs and outputs are as the package format says. Used on one thread. */
public final class Graph implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    private Graph(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Opens a graph from its file (from a byte array the memory doubles twice over).
     *
     * @throws ModelPackageException if it is no graph, or its inputs or outputs are not those expected
     * @throws EngineException if the execution provider cannot be loaded
     */
    public static Graph open(
            Path file, ExecutionProvider provider, int threads, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING);
        try (OrtSession.SessionOptions options = SessionOptionsFactory.create(provider, threads)) {
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                TensorSpec.check(file, "input", inputs, session.getInputInfo());
                TensorSpec.check(file, "output", outputs, session.getOutputInfo());
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
            return new Graph(environment, session);
        } catch (OrtException e) {
            throw new ModelPackageException(
                    file + ": expected a graph that ONNX Runtime opens, found: " + e.getMessage(), e);
        }
    }

    /** Environment for the tensors of this graph. */
    public OrtEnvironment environment() {
        return environment;
    }

    /** One run; the caller closes the result. */
    public OrtSession.Result run(Map<String, OnnxTensor> inputs) throws OrtException {
        return session.run(inputs);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EngineException("ONNX Runtime cannot close a session: " + e.getMessage(), e);
        }
    }
}
