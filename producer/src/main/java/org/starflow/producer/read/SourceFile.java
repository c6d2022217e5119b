package org.starflow.producer.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A file in memory, unpacked where it is gzip.
 *
 * @param path where it was read from
 * @param sha256 SHA-256 of the file as it lies on disk, lower-case hex
 * @param content its bytes, after gzip where the first two bytes say so
 */
public record SourceFile(Path path, String sha256, byte[] content) {
    /** Largest file, packed or unpacked: 128 MiB, a thousand times a 4MOST spectrum. */
    static final int MAX_BYTES = 128 << 20;

    /** Reads a whole file. Throws {@link ReadFailure} when it is absent, unreadable, empty or larger than 128 MiB. */
    public static SourceFile load(Path path) throws ReadFailure {
        byte[] raw;
        try (InputStream in = Files.newInputStream(path)) {
            raw = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new ReadFailure(path, "a file", "nothing: it does not exist, or vanished before it was read");
        } catch (IOException e) {
            throw new ReadFailure(path, "a readable file", reason(e));
        }
        if (raw.length == 0) {
            throw new ReadFailure(path, "a spectrum", "an empty file");
        }
        limit(path, raw.length);
        return new SourceFile(path, sha256(raw), isGzip(raw) ? unpack(path, raw) : raw);
    }

    /** File name without folder. */
    public String name() {
        return path.getFileName().toString();
    }

    /** File name without folder, {@code .gz} and extension. */
    public String stem() {
        String name = name();
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - 3);
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static boolean isGzip(byte[] raw) {
        return raw.length > 2 && raw[0] == 0x1f && raw[1] == (byte) 0x8b;
    }

    private static byte[] unpack(Path path, byte[] raw) throws ReadFailure {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            limit(path, content.length);
            return content;
        } catch (IOException e) {
            throw new ReadFailure(path, "a complete gzip file", reason(e));
        }
    }

    private static void limit(Path path, int bytes) throws ReadFailure {
        if (bytes > MAX_BYTES) {
            throw new ReadFailure(path, "one spectrum of at most " + MAX_BYTES + " bytes", "more than that");
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String sha256(byte[] raw) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
