package org.starflow.local.state;

import org.starflow.local.StackInUseException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps two stacks off one folder. Held by the JVM that starts, stops or owns a stack; the processes named in
 * {@code stack.json} keep the folder taken after a launcher has gone. A file left behind by a crash locks nothing: the
 * lock is the operating system's and ends with its holder, and processes are recognised by number and start time.
 */
public final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder for a new stack.
     *
     * @throws StackInUseException when a stack runs on it, or a launcher is at work on it
     */
    public static HomeLock acquireForStart(Home home) {
        HomeLock lock = acquire(home);
        List<ProcessEntry> running =
                StackState.read(home).map(StackState::running).orElse(List.of());
        if (!running.isEmpty()) {
            lock.close();
            throw new StackInUseException("A stack already runs on " + home.path() + " ("
                    + running.stream()
                            .map(entry ->
                                    entry.name() + " with pid " + entry.id().pid())
                            .collect(Collectors.joining(", "))
                    + "): ./starflow status shows it, ./starflow down stops it.");
        }
        return lock;
    }

    /** Takes the folder whatever runs on it, to change what runs. */
    public static HomeLock acquire(Home home) {
        Path file = home.path().resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StackInUseException("Another Starflow launcher or test (pid "
                        + Files.readString(file).strip() + ") is at work on " + home.path()
                        + ": wait for it, or use another folder with --home.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock file " + file + " cannot be used", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of a home folder cannot be released", e);
        }
    }
}
