package org.starflow.model.engine;

import org.starflow.model.runtime.Uninterrupted;

import java.util.ArrayList;
import java.util.List;
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
        var futures = new ArrayList<Future<T>>(n);
        for (int i = 0; i < n; i++) {
            int index = i;
            futures.add(executor.submit(() -> work.apply(index)));
        }
        for (Future<T> future : futures) {
            results.add(Uninterrupted.get(future));
        }
        return results;
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdown();
        }
    }
}
