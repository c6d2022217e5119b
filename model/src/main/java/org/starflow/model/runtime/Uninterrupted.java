package org.starflow.model.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for work to end whatever happens to the caller, so that native memory is never freed under a run. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /**
     * The result of a task. An interrupt of the caller is kept until the task has ended.
     *
     * @throws EngineException for a checked exception of the task; unchecked ones come through as they are
     */
    public static <T> T get(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static RuntimeException unchecked(Throwable e) {
        return switch (e) {
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            default -> new EngineException("ONNX Runtime failed: " + e.getMessage(), e);
        };
    }
}
