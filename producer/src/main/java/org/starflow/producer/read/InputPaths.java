package org.starflow.producer.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that a person means by paths on the command line: a file is itself, whatever its name; a folder is the files in
 * it and below whose names end as those of spectra do; a pattern with {@code *}, <code>?</code>, brackets or braces is
 * what it matches.
 */
public final class InputPaths {
    private static final Pattern SPECTRUM =
            Pattern.compile(".+\\.(fits|fit|fts|fits\\.fz|txt|dat|asc|ascii|csv|tsv|tab|spec|norm|s)(\\.gz)?");
    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

    private InputPaths() {}

    /** All files, each once, in the order given. A path that matches nothing stands for itself, to be reported. */
    public static List<Path> expand(List<String> arguments) throws IOException {
        var files = new LinkedHashSet<Path>();
        for (String argument : arguments) {
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                files.addAll(inFolder(path));
            } else if (!Files.exists(path) && GLOB.matcher(argument).matches()) {
                List<Path> matches = matches(argument);
                files.addAll(matches.isEmpty() ? List.of(path) : matches);
            } else {
                files.add(path);
            }
        }
        return new ArrayList<>(files);
    }

    /** Files in a folder and below that look like spectra, sorted. Hidden and half-copied files are passed over. */
    public static List<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(InputPaths::looksLikeSpectrum)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean looksLikeSpectrum(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return !name.startsWith(".")
                && !name.toLowerCase(Locale.ROOT).startsWith("readme")
                && SPECTRUM.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private static List<Path> matches(String pattern) throws IOException {
        int wild = 0;
        while ("*?[{".indexOf(pattern.charAt(wild)) < 0) {
            wild++;
        }
        int slash = pattern.lastIndexOf('/', wild);
        Path root = slash < 0 ? Path.of("") : Path.of(pattern.substring(0, slash + 1));
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
