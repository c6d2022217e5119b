package org.starflow.local.chaos;

import org.starflow.local.LocalStackException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of a few megabytes in memory, that can be filled up. Needs the right to mount. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Nothing where it cannot be mounted: only root may. */
    static Optional<SmallDisk> mount(Path folder, long megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", folder.toString());
        return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
    }

    /** A new folder on it. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Leaves no free block. Returns the bytes that were taken. */
    long fill() throws IOException {
        try (var ballast = new RandomAccessFile(ballast().toFile(), "rw")) {
            byte[] block = new byte[4096];
            ballast.seek(ballast.length());
            while (folder.toFile().getUsableSpace() > 0) {
                ballast.write(block);
            }
            return ballast.length();
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() == 0) {
                return Files.size(ballast());
            }
            throw e;
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        try {
            boolean gone = run("umount", folder.toString()) || run("umount", "-l", folder.toString());
            if (!gone) {
                throw new LocalStackException(folder + " is still mounted: umount it by hand");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
