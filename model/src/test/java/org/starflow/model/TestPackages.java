package org.starflow.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The tiny package among the test resources, and copies of it to spoil. */
public final class TestPackages {
    private static final JsonMapper JSON = new JsonMapper();

    private TestPackages() {}

    /** The tiny package. */
    public static Path tiny() {
        URL url = TestPackages.class.getResource("/tiny-package/model.json");
        try {
            return Path.of(url.toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of the tiny package in a directory. */
    public static Path copyTo(Path directory) {
        try (Stream<Path> files = Files.list(tiny())) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName().toString()));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rewrites the manifest. */
    public static void edit(Path directory, Consumer<ObjectNode> change) {
        Path file = directory.resolve("model.json");
        try {
            ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
            change.accept(manifest);
            JSON.writeValue(file.toFile(), manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file and gives the manifest its size and hash. */
    public static void replace(Path directory, String name, byte[] bytes) {
        try {
            Files.write(directory.resolve(name), bytes);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            edit(
                    directory,
                    manifest -> manifest.withObject("files")
                            .putObject(name)
                            .put("bytes", bytes.length)
                            .put("sha256", sha256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Moves the training bounds of a label. */
    public static void bounds(Path directory, int label, double lower, double upper) {
        edit(
                directory,
                manifest -> ((ObjectNode) manifest.get("labels").get(label))
                        .put("lower", lower)
                        .put("upper", upper));
    }

    /** Middle of the bounds of every label, in the labels' own units. */
    public static double[] middle(ModelPackage model) {
        List<Manifest.LabelSpec> labels = model.manifest().labels();
        return labels.stream().mapToDouble(l -> l.fromStandard(0)).toArray();
    }
}
