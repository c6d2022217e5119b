package org.starflow.it.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for the passwords of a stack where they must not be.
 *
 * @param secrets passwords by name
 * @param files every file below the stack's folder, with the output of the commands that were run on it
 */
record Leaks(Map<String, String> secrets, List<Path> files) {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    static Leaks of(SecureStack stack) throws IOException {
        var secrets = new TreeMap<String, String>();
        try (var all = Files.newDirectoryStream(stack.home().resolve("secrets"))) {
            for (Path file : all) {
                secrets.put(
                        file.getFileName().toString(), Files.readString(file).strip());
            }
        }
        return new Leaks(secrets, walk(stack.folder()));
    }

    private static List<Path> walk(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        var folders = new ArrayList<>(List.of(folder));
        while (!folders.isEmpty()) {
            try (var entries = Files.newDirectoryStream(folders.removeLast())) {
                for (Path entry : entries) {
                    if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
                        folders.add(entry);
                    } else if (Files.isRegularFile(entry) && !Files.isSymbolicLink(entry)) {
                        files.add(entry);
                    }
                }
            }
        }
        return files;
    }

    /** Command lines of every process of the machine that shows one of them. */
    List<String> onCommandLines() {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc/" + process.pid() + "/cmdline"))
                .flatMap(file -> found(file).stream())
                .toList();
    }

    /** Logs, and what commands have printed. */
    List<String> inOutput() {
        return files.stream()
                .filter(file -> file.toString().contains("/logs/")
                        || file.toString().endsWith(".out")
                        || file.toString().endsWith(".err"))
                .flatMap(file -> found(file).stream())
                .toList();
    }

    /** Files with a password in them that somebody else than their owner can read. */
    List<String> inReadableFiles() {
        return files.stream()
                .filter(file -> !isPrivate(file))
                .flatMap(file -> found(file).stream())
                .toList();
    }

    /** Files with a password in them that their owner alone can read: there must be some, or the search is broken. */
    List<String> inPrivateFiles() {
        return files.stream()
                .filter(Leaks::isPrivate)
                .flatMap(file -> found(file).stream())
                .toList();
    }

    private static boolean isPrivate(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().noneMatch(OTHERS::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> found(Path file) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // A process that has ended, a log that was rotated.
            return List.of();
        }
        return secrets.entrySet().stream()
                .filter(secret -> text.contains(secret.getValue()))
                .map(secret -> file + " shows the password " + secret.getKey())
                .toList();
    }
}
