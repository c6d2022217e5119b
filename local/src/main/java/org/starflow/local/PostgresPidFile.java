package org.starflow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code postmaster.pid} of a server that did not end cleanly. PostgreSQL refuses to start when the number in it
 * belongs to any living process, which after a restart of the machine may be somebody else's.
 */
final class PostgresPidFile {

    private PostgresPidFile() {}

    /** @throws StackInUseException when the process in it is a PostgreSQL server */
    static void clear(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        long pid = pid(Files.readAllLines(file));
        if (isPostgres(pid)) {
            throw new StackInUseException("A PostgreSQL server with pid " + pid + " still runs on " + cluster
                    + ", left over from a run that did not end cleanly: stop it with kill -INT " + pid + ".");
        }
        Files.delete(file);
    }

    private static long pid(List<String> lines) {
        try {
            return lines.isEmpty() ? -1 : Long.parseLong(lines.getFirst().strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isPostgres(long pid) {
        return pid > 0
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.endsWith("/postgres"))
                        .isPresent();
    }
}
