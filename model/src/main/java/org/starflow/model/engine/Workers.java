package org.starflow.model.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Shares independent work out over a fixed number of threads; one thread means the caller's own. */
final class Workers implements AutoCloseable {
    private final ExecutorService executor;

    Workers(int threads) {
        executor = threads == 1
                ? null
                : Executors.newFixedThreadPool(
                        threads,
                        Thread.ofPlatform()
                                .daemon()
                                .name("starflow-summary-", 0)
                                .factory());
    }

    /** Results for 0 … n − 1, in order; they may be null. */
    <T> List<T> map(int n, IntFunction<T> work) {
        var results = new ArrayList<T>(n);
        if (executor == null || n == 1) {
            for (int i = 0; i < n; i++) {
                results.add(work.apply(i));
            }
            return results;
        }
        var tasks = new ArrayList<Callable<T>>(n);
        for (int i = 0; i < n; i++) {
            int index = i;
            tasks.add(() -> work.apply(index));
        }
        try {
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("Interrupted while summarising a batch", e);
        } catch (ExecutionException e) {
            throw new EngineException(
                    "Summarising a batch failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdown();
        }
    }
}
