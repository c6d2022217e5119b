package org.starflow.producer.publish;

import org.starflow.producer.EnvironmentFailure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been sent: an append-only file with a line for every spectrum that the broker has acknowledged, forced to
 * disk before the file counts as sent. A crash between acknowledgement and line means that the spectrum is sent once
 * more, under the same identifier. Several processes may share a journal: lines are appended whole, and what others have
 * appended is read before each look-up. A line torn by a crash is passed over. Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final Map<String, JournalEntry> entries = new HashMap<>();
    private long read;

    private Journal(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens or creates a journal and its folder. Throws {@link EnvironmentFailure} when that cannot be done. */
    public static Journal open(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            var channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var journal = new Journal(path, channel);
            journal.refresh();
            return journal;
        } catch (IOException e) {
            throw failure("open", path, e);
        }
    }

    /** The entry of a spectrum that was sent before, by this process or another. */
    synchronized Optional<JournalEntry> find(String cluster, String topic, String fileSha256, String spectrumId) {
        try {
            refresh();
        } catch (IOException e) {
            throw failure("read", path, e);
        }
        return Optional.ofNullable(entries.get(JournalEntry.key(cluster, topic, fileSha256, spectrumId)));
    }

    /** Appends an entry and forces it to disk. */
    synchronized void append(JournalEntry entry) {
        try (var appender = FileChannel.open(path, StandardOpenOption.APPEND)) {
            // The line feed before the line ends whatever a crash has left half-written.
            String prefix = endsWithLineFeed(appender) ? "" : "\n";
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(prefix + entry.line() + "\n");
            while (bytes.hasRemaining()) {
                appender.write(bytes);
            }
            appender.force(false);
        } catch (IOException e) {
            throw failure("write", path, e);
        }
        entries.put(entry.key(), entry);
    }

    private boolean endsWithLineFeed(FileChannel appender) throws IOException {
        long size = appender.size();
        if (size == 0) {
            return true;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        return last.get(0) == '\n';
    }

    /** Reads the whole lines that were appended since the last time. */
    private void refresh() throws IOException {
        long size = channel.size();
        if (size < read) {
            throw new IOException("it has become shorter: a journal is only ever appended to");
        }
        if (size == read) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - read));
        int n = channel.read(bytes, read);
        String text = new String(bytes.array(), 0, Math.max(0, n), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        text.substring(0, end)
                .lines()
                .forEach(line -> JournalEntry.parse(line).ifPresent(entry -> entries.put(entry.key(), entry)));
        read += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    private static EnvironmentFailure failure(String verb, Path path, IOException e) {
        return new EnvironmentFailure("Cannot " + verb + " the journal " + path + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure("close", path, e);
        }
    }
}
