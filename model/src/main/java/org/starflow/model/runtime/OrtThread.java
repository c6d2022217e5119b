package org.starflow.model.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread that opens sessions of ONNX Runtime and makes all their runs: on CUDA, memory leaks when runs hop from
 * thread to thread (onnxruntime #29351). Its stack is large because ONNX Runtime recurses through the graph when it
 * opens a session.
 */
public final class OrtThread implements AutoCloseable {
    private static final long STACK_BYTES = 256L << 20;

    private final ExecutorService executor;
    private volatile Thread thread;

    /** Starts lazily, as a daemon. */
    public OrtThread(String name) {
        executor = Executors.newSingleThreadExecutor(task -> {
            thread = new Thread(null, task, name, STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs a task on the thread and waits for it. An interrupt of the caller is kept until the task has ended.
     *
     * @throws EngineException for a checked exception of the task; unchecked ones come through as they are
     */
    public <T> T call(Callable<T> task) {
        if (Thread.currentThread() == thread) {
            return direct(task);
        }
        return Uninterrupted.get(executor.submit(task));
    }

    private static <T> T direct(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw Uninterrupted.unchecked(e);
        }
    }

    /** Lets a running task end; later calls are refused. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
