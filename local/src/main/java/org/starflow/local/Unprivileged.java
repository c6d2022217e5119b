package org.starflow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How to run a program that refuses to be root, as PostgreSQL does. An ordinary user runs it directly. Root runs it in
 * a user namespace in which it is nobody in particular while the files stay root's; where the system forbids that, as
 * the user {@code nobody}, who must then own the data and be able to reach it.
 */
final class Unprivileged {

    private enum Way {
        DIRECT,
        NAMESPACE,
        NOBODY
    }

    /** Forces one way: {@code direct}, {@code namespace} or {@code nobody}. */
    private static final String PROPERTY = "starflow.postgres.user";

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private final Way way;

    private Unprivileged(Way way) {
        this.way = way;
    }

    static Unprivileged forThisUser() {
        String forced = System.getProperty(PROPERTY);
        if (forced != null) {
            return new Unprivileged(Way.valueOf(forced.toUpperCase(Locale.ROOT)));
        }
        if (!isRoot()) {
            return new Unprivileged(Way.DIRECT);
        }
        if (succeeds(List.of("unshare", "-U", "true"))) {
            return new Unprivileged(Way.NAMESPACE);
        }
        if (succeeds(concat(AS_NOBODY, "true"))) {
            return new Unprivileged(Way.NOBODY);
        }
        throw new LocalStackException("PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux)"
                + " can give it another user here: run Starflow as an ordinary user.");
    }

    /** Goes before the command. */
    List<String> prefix() {
        return switch (way) {
            case DIRECT -> List.of();
            case NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> AS_NOBODY;
        };
    }

    /** Whether the program's user can get into the folder. */
    boolean canEnter(Path folder) {
        return way != Way.NOBODY || succeeds(concat(AS_NOBODY, "test", "-x", folder.toString()));
    }

    /** Gives the folder to the program's user. */
    void own(Path folder) throws IOException {
        if (way == Way.NOBODY) {
            chown(folder);
            if (!canEnter(folder)) {
                throw new LocalStackException("PostgreSQL runs as user nobody here, who cannot reach " + folder
                        + ": choose a folder that everybody may enter with --home, or run as an ordinary user.");
            }
        }
    }

    /** Makes a file readable by the program's user alone. */
    void ownPrivately(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (way == Way.NOBODY) {
            chown(file);
        }
    }

    private static void chown(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", 65534);
        Files.setAttribute(path, "unix:gid", 65534);
    }

    private static boolean isRoot() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> concat(List<String> start, String... end) {
        return Stream.concat(start.stream(), Stream.of(end)).toList();
    }
}
