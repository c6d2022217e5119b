package org.starflow.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** The log file of a process: {@code name.log} of this start, {@code name.log.1} of the one before, and so on. */
public final class LogFiles {

    static final int KEPT = 5;

    private LogFiles() {}

    /** Moves the logs of earlier starts one number up; the oldest goes. */
    public static void rotate(Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            for (int number = KEPT - 1; number >= 0; number--) {
                Path from = numbered(log, number);
                if (Files.exists(from)) {
                    Files.move(from, numbered(log, number + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Log files beside " + log + " cannot be rotated", e);
        }
    }

    private static Path numbered(Path log, int number) {
        return number == 0 ? log : log.resolveSibling(log.getFileName() + "." + number);
    }

    /** The last lines of a log, or a sentence when there is none. */
    public static String tail(Path log, int lines) {
        Deque<String> last = new ArrayDeque<>();
        // A log cut in the middle of a character must still be readable: ISO 8859-1 takes any byte.
        try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            all.forEach(line -> {
                last.addLast(line);
                if (last.size() > lines) {
                    last.removeFirst();
                }
            });
        } catch (IOException | UncheckedIOException e) {
            return "(no log at " + log + ")";
        }
        return String.join(System.lineSeparator(), last);
    }
}
