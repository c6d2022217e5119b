package org.starflow.model.pack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.starflow.model.Manifest;
import org.starflow.model.ModelPackageException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code model.json}. */
public record ManifestFile(Manifest manifest, String sha256) {
    /** Name of the manifest in a package. */
    public static final String NAME = "model.json";

    /** Format that this code reads. */
    public static final String FORMAT = "starflow-model/1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * The manifest of a directory.
     *
     * @throws ModelPackageException if it is missing, of another format, or lacks a field
     */
    public static ManifestFile read(Path directory) {
        Path path = directory.resolve(NAME);
        if (!Files.isRegularFile(path)) {
            throw new ModelPackageException(path + ": expected a model package, found no " + NAME);
        }
        try {
            byte[] bytes = Files.readAllBytes(path);
            JsonNode tree = JSON.readTree(bytes);
            String format = tree.path("format").asText("none");
            if (!format.equals(FORMAT)) {
                throw new ModelPackageException(path + ": expected format " + FORMAT + ", found " + format);
            }
            return new ManifestFile(JSON.treeToValue(tree, Manifest.class), Sha256.of(bytes));
        } catch (JacksonException e) {
            throw new ModelPackageException(
                    path + ": expected a manifest of format " + FORMAT + ", found: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelPackageException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
