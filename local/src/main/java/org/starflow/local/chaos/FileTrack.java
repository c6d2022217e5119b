package org.starflow.local.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Puts files into a watched folder, as careful and as careless programs do: renamed into place, written in one go,
 * written in pieces, or left half-written for longer than the producer waits.
 */
final class FileTrack implements AutoCloseable {

    /** Longer than the producer's settle time of 2 s. */
    private static final Duration HALF_WRITTEN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_PIECES = Duration.ofMillis(300);
    private static final Duration BETWEEN_FILES = Duration.ofMillis(1_500);

    private final Path source;
    private final Path watched;
    private final long seed;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("chaos-files").unstarted(this::run);
    private volatile boolean hurry;

    FileTrack(Path source, Path watched, long seed) {
        this.source = source;
        this.watched = watched;
        this.seed = seed;
    }

    void start() throws IOException {
        Files.createDirectories(watched);
        thread.start();
    }

    private void run() {
        var random = new Random(seed);
        try {
            for (Path file : files()) {
                write(file, random.nextInt(4), 1 + random.nextInt(8));
                if (!hurry) {
                    Thread.sleep(BETWEEN_FILES);
                }
            }
        } catch (IOException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(source)) {
            return all.sorted().toList();
        }
    }

    private void write(Path file, int way, int eighths) throws IOException, InterruptedException {
        Path goal = watched.resolve(file.getFileName());
        byte[] bytes = Files.readAllBytes(file);
        switch (way) {
            case 0 -> {
                Path part = Files.write(goal.resolveSibling(file.getFileName() + ".part"), bytes);
                Files.move(part, goal, StandardCopyOption.ATOMIC_MOVE);
            }
            case 1 -> Files.write(goal, bytes);
            case 2 -> inPieces(goal, bytes, 5, BETWEEN_PIECES);
            default -> {
                int cut = bytes.length * eighths / 9;
                try (OutputStream out = Files.newOutputStream(goal)) {
                    out.write(bytes, 0, cut);
                    out.flush();
                    Thread.sleep(HALF_WRITTEN);
                    out.write(bytes, cut, bytes.length - cut);
                }
            }
        }
    }

    private static void inPieces(Path goal, byte[] bytes, int pieces, Duration pause)
            throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(goal)) {
            for (int piece = 0; piece < pieces; piece++) {
                int from = bytes.length / pieces * piece;
                int to = piece == pieces - 1 ? bytes.length : bytes.length / pieces * (piece + 1);
                out.write(Arrays.copyOfRange(bytes, from, to));
                out.flush();
                Thread.sleep(pause);
            }
        }
    }

    /** Writes the rest without pauses between files and returns when all are there. */
    void finish() throws IOException, InterruptedException {
        hurry = true;
        thread.join();
        Exception e = failure.get();
        if (e != null) {
            throw new IOException("Files could not be written to " + watched, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
