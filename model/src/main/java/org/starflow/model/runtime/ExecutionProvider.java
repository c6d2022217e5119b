package org.starflow.model.runtime;

import java.util.Locale;

/** Where ONNX Runtime computes. */
public enum ExecutionProvider {
    CPU,
    CUDA;

    /** Name in records and on the command line: {@code cpu}, {@code cuda}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
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
        throw new IllegalArgumentException("Execution provider: expected cpu or cuda, found " + key);
    }
}
