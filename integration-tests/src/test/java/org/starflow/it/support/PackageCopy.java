package org.starflow.it.support;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Other packages, made from the tiny one: real packages that pass every check of the loader. */
public final class PackageCopy {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LATENTS = "latents.f32";

    private final Path folder;

    private PackageCopy(Path folder) {
        this.folder = folder;
    }

    /** A copy of the tiny package in a new folder. */
    public static PackageCopy ofTiny(Path folder) {
        try (Stream<Path> files = Files.list(Project.tinyPackage())) {
            Files.createDirectories(folder);
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
            return new PackageCopy(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With another version. */
    public PackageCopy version(String version) {
        return edit(manifest -> manifest.put("version", version));
    }

    /**
     * With its draws repeated, so that inference takes so many times longer and says nearly the same. The golden figures
     * were computed from single draws; their tolerance is widened, since the outer quantiles of repeated draws lie apart.
     */
    public PackageCopy drawsRepeated(int times) {
        try {
            byte[] latents = Files.readAllBytes(folder.resolve(LATENTS));
            ObjectNode spec = (ObjectNode)
                    JSON.readTree(folder.resolve("model.json").toFile()).get("latents");
            int draws = spec.get("draws").asInt();
            int width = draws * spec.get("dim").asInt() * Float.BYTES;
            byte[] repeated = new byte[width * times + latents.length - width];
            for (int i = 0; i < times; i++) {
                System.arraycopy(latents, 0, repeated, i * width, width);
            }
            byte[] candidates = Arrays.copyOfRange(latents, width, latents.length);
            System.arraycopy(candidates, 0, repeated, width * times, candidates.length);
            Files.write(folder.resolve(LATENTS), repeated);
            return edit(manifest -> {
                manifest.withObject("latents").put("draws", draws * times);
                manifest.withObject("golden").put("tolerance_sigma", 5);
                manifest.withObject("files")
                        .putObject(LATENTS)
                        .put("bytes", repeated.length)
                        .put("sha256", sha256(repeated));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it lies. */
    public Path path() {
        return folder;
    }

    private PackageCopy edit(Consumer<ObjectNode> change) {
        Path file = folder.resolve("model.json");
        try {
            ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
            change.accept(manifest);
            JSON.writeValue(file.toFile(), manifest);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
