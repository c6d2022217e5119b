package org.starflow.model.nullmodel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starflow.model.TestPackages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The null model: a package of the real format whose network gives its latents for every spectrum, so that whatever a
 * worker spends on it is not inference. Labels and grid are those of the tiny package: 608 pixels.
 *
 * <pre>mvnw -pl model test -Dtest=NullPackageTest -Dstarflow.null-package.write=true</pre>
 */
final class NullPackage {
    static final int DRAWS = 8;
    static final int COMPONENTS = 2;
    private static final int CANDIDATES = 1;
    private static final float SPREAD = 0.1f;
    private static final float CONTINUUM = 0.9f;
    private static final String CARD = """
            # The null model, for load tests alone

            It says the same of every star: its network gives its latents. `NullPackage` in the tests of `model` makes it.
            """;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode manifest;
    private final int pixels;
    private final int labels;

    private NullPackage(ObjectNode manifest) {
        this.manifest = manifest;
        this.pixels = manifest.at("/grid/windows")
                .valueStream()
                .mapToInt(w -> w.get("n").asInt())
                .sum();
        this.labels = manifest.get("labels").size();
    }

    /** All its files by name. */
    static Map<String, byte[]> files() throws IOException {
        Path tiny = TestPackages.tiny().resolve("model.json");
        return new NullPackage((ObjectNode) JSON.readTree(Files.readAllBytes(tiny))).build();
    }

    private Map<String, byte[]> build() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("basis.f16", basis());
        files.put("posterior.onnx", posterior());
        files.put("emulator.onnx", emulator());
        files.put("latents.f32", latents());
        files.put("golden.json", json(new NullGolden(manifest, vectors(), DRAWS).file()));
        files.put("MODEL_CARD.md", CARD.getBytes(StandardCharsets.UTF_8));
        files.put("model.json", json(describe(files)));
        return files;
    }

    private ObjectNode describe(Map<String, byte[]> files) {
        ObjectNode model = manifest.deepCopy();
        model.put("name", "starflow-null").put("version", "1.0.0");
        ObjectNode projection = (ObjectNode) model.get("projection");
        projection.withObject("basis").putArray("shape").add(1 + COMPONENTS).add(pixels);
        projection.putArray("ridge").add(1).add(1);
        ((ObjectNode) model.get("posterior")).put("blocks", 0).remove("half_file");
        ((ObjectNode) model.get("latents")).put("draws", DRAWS).put("map_candidates", CANDIDATES);
        model.putObject("training");
        ObjectNode entries = model.putObject("files");
        files.forEach((name, bytes) ->
                entries.putObject(name).put("bytes", bytes.length).put("sha256", sha256(bytes)));
        return model;
    }

    /** A flat continuum and two waves. */
    private byte[] basis() {
        ByteBuffer bytes =
                ByteBuffer.allocate((1 + COMPONENTS) * pixels * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row <= COMPONENTS; row++) {
            for (int p = 0; p < pixels; p++) {
                double wave = Math.cos(2 * Math.PI * row * p / pixels) / Math.sqrt(pixels);
                bytes.putShort(Float.floatToFloat16(row == 0 ? CONTINUUM : (float) wave));
            }
        }
        return bytes.array();
    }

    /** Draws scattered evenly about the origin, then the origin as the only candidate for the MAP. */
    private float[][] vectors() {
        float[][] vectors = new float[DRAWS + CANDIDATES][labels];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int label = 0; label < labels; label++) {
                int place = Math.floorMod(draw * (2 * label + 1), DRAWS);
                vectors[draw][label] = SPREAD * (2 * place - (DRAWS - 1)) / (DRAWS - 1);
            }
        }
        return vectors;
    }

    private byte[] latents() {
        ByteBuffer bytes =
                ByteBuffer.allocate((DRAWS + CANDIDATES) * labels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] vector : vectors()) {
            for (float value : vector) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    /** samples = latents, log_density = −|latents|². */
    private byte[] posterior() {
        return new OnnxGraph("null-posterior")
                .zeros("zero", 1)
                .axis("last", 2)
                .axis("label", 1)
                .node("Mul", List.of("snr", "zero"), "none")
                .node("Unsqueeze", List.of("none", "last"), "none_of_each")
                .node("Add", List.of("none_of_each", "latents"), "samples")
                .node("Mul", List.of("latents", "latents"), "squares")
                .sum("squares", "label", "distance")
                .node("Sub", List.of("none", "distance"), "log_density")
                .input("coefficients", "B", COMPONENTS)
                .input("snr", "B", 1)
                .input("coverage", "B", manifest.at("/grid/windows").size())
                .input("latents", "N", labels)
                .output("samples", "B", "N", labels)
                .output("log_density", "B", "N")
                .toBytes();
    }

    /** Every star has the mean flux. */
    private byte[] emulator() {
        return new OnnxGraph("null-emulator")
                .zeros("to_coefficients", labels, COMPONENTS)
                .zeros("to_error", labels)
                .node("MatMul", List.of("labels", "to_coefficients"), "coefficients")
                .node("MatMul", List.of("labels", "to_error"), "error")
                .input("labels", "B", labels)
                .output("coefficients", "B", COMPONENTS)
                .output("error", "B")
                .toBytes();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] json(ObjectNode node) throws IOException {
        return (JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
