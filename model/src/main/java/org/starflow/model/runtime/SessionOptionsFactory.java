package org.starflow.model.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/** Options of a session. CUDA that cannot be loaded is an error: there is no fallback to the CPU. */
final class SessionOptionsFactory {
    private SessionOptionsFactory() {}

    static OrtSession.SessionOptions create(ExecutionProvider provider, int threads) throws OrtException {
        var options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // A waiting pool must not take a core from Kafka's threads.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (provider.gpu()) {
                addCuda(options);
            }
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static void addCuda(OrtSession.SessionOptions options) throws OrtException {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw new EngineException("Execution provider cuda was asked for, but this build carries the CPU runtime of"
                    + " ONNX Runtime: build with -Pcuda, or ask for cpu");
        }
        try (var cuda = new OrtCUDAProviderOptions(0)) {
            // The default, TF32, keeps 10 bits of the mantissa: quantiles move by 0.04 of a posterior's sigma.
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
            options.setMemoryPatternOptimization(false);
        } catch (OrtException e) {
            throw new EngineException(
                    "Execution provider cuda was asked for, but CUDA or a GPU cannot be loaded: " + e.getMessage(), e);
        }
    }
}
