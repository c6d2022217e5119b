package org.starflow.producer.publish;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Sends many files with a few threads; at most 64 wait for the broker at a time. */
public final class SendRun {
    private static final int MAX_WAITING = 64;

    private final FileSender sender;
    private final int threads;

    /** Uses {@code threads} threads for reading and reduction. */
    public SendRun(FileSender sender, int threads) {
        this.sender = sender;
        this.threads = threads;
    }

    /**
     * Sends all files and waits for the last acknowledgement. Reports come in any order, from several threads.
     *
     * @throws RuntimeException of a file, if one meets what is not its fault (journal, registry): the run ends
     */
    public void send(List<Path> files, Consumer<FileReport> reports) throws InterruptedException {
        var waiting = new Semaphore(MAX_WAITING);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<CompletableFuture<Void>>> tasks = files.stream()
                    .map(file -> pool.submit(() -> {
                        waiting.acquire();
                        return sender.send(file)
                                .whenComplete((r, e) -> waiting.release())
                                .thenAccept(reports);
                    }))
                    .toList();
            try {
                for (Future<CompletableFuture<Void>> task : tasks) {
                    task.get().get();
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw unchecked(e.getCause());
            }
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
