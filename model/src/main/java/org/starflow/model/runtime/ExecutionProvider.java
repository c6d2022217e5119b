package org.starflow.model.runtime;

import java.util.Locale;

/** Where ONNX Runtime computes. */
public enum ExecutionProvider {
    /** float32 on the CPU. */
    CPU,
    /** float32 on a GPU, as near to the CPU as rounding allows. */
    CUDA,
    /** The half-precision graph of the package on a GPU. */
    CUDA_FP16;

    /** Name in records and on the command line: {@code cpu}, {@code cuda}, {@code cuda-fp16}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it needs a GPU. */
    public boolean gpu() {
        return this != CPU;
    }

    /**
     * The provider of a name, in any case.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static ExecutionProvider of(String key) {
        for (ExecutionProvider provider : values()) {
            if (provider.key().equalsIgnoreCase(key)) {
                return provider;
            }
        }
        throw new IllegalArgumentException("Execution provider: expected cpu, cuda or cuda-fp16, found " + key);
    }
}
