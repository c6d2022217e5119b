package org.starflow.local.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Copies of a model package: one that is damaged, one of another version. */
final class ModelCopies {

    private static final Pattern VERSION = Pattern.compile("(\"version\"\\s*:\\s*\")([^\"]+)(\")");
    private static final String GRAPH = "posterior.onnx";

    private final Path original;
    private final Path folder;

    ModelCopies(Path original, Path folder) {
        this.original = original;
        this.folder = folder;
    }

    /** One byte of its network is another. The name of the file is what a person must be told. */
    Path damaged(int at) throws IOException {
        Path copy = copy(folder.resolve("damaged"));
        Path graph = copy.resolve(GRAPH);
        byte[] bytes = Files.readAllBytes(graph);
        bytes[at % bytes.length] ^= 0x40;
        Files.write(graph, bytes);
        return copy;
    }

    static String damagedFile() {
        return GRAPH;
    }

    /** The same network under another version. */
    Path ofVersion(String version) throws IOException {
        Path copy = copy(folderOf(version));
        Path manifest = copy.resolve("model.json");
        Matcher matcher = VERSION.matcher(Files.readString(manifest));
        String changed = matcher.replaceFirst("$1" + Matcher.quoteReplacement(version) + "$3");
        Files.writeString(manifest, changed, StandardCharsets.UTF_8);
        return copy;
    }

    /** Where that copy lies, or will lie. */
    Path folderOf(String version) {
        return folder.resolve("version-" + version);
    }

    private Path copy(Path copy) throws IOException {
        Files.createDirectories(copy);
        List<Path> files;
        try (Stream<Path> all = Files.list(original)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}
