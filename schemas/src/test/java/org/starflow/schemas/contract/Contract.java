package org.starflow.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.starflow.schemas.Examples;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A record that crosses the wire: its current schema and what is kept of its versions. */
record Contract(String name, Schema current, List<? extends SpecificRecord> examples) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path VERSIONS = Path.of("src/main/resources/org/starflow/schemas/versions");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Contract> all() {
        return Stream.of(
                new Contract(
                        "Spectrum",
                        Spectrum.getClassSchema(),
                        List.of(Examples.fullSpectrum(), Examples.sparseSpectrum())),
                new Contract(
                        "Inference",
                        Inference.getClassSchema(),
                        List.of(Examples.fullInference(), Examples.sparseInference())));
    }

    /** Kept schemas, oldest first. */
    List<Path> versions() {
        return numbered(VERSIONS.resolve(name.toLowerCase(Locale.ROOT)));
    }

    /** Folders with golden records, oldest first. */
    List<Path> golden() {
        return numbered(GOLDEN.resolve(name));
    }

    Path version(int number) {
        return VERSIONS.resolve(name.toLowerCase(Locale.ROOT)).resolve("v" + number + ".avsc");
    }

    Path golden(int number) {
        return GOLDEN.resolve(name).resolve("v" + number);
    }

    /** The current schema as JSON, without what the code generator adds. */
    JsonNode currentText() {
        try {
            return withoutJava(JSON.readTree(current.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    static Schema parse(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }

    @Override
    public String toString() {
        return name;
    }

    private static JsonNode withoutJava(JsonNode node) throws IOException {
        String text = node.toString().replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
        return JSON.readTree(text.replace(",\"avro.java.string\":\"String\"", ""));
    }

    private static List<Path> numbered(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            int n = (int) entries.count();
            return Stream.iterate(1, i -> i + 1)
                    .limit(n)
                    .map(i -> Files.isDirectory(folder.resolve("v" + i))
                            ? folder.resolve("v" + i)
                            : folder.resolve("v" + i + ".avsc"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
