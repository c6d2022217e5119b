package org.starflow.model.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.starflow.model.GridSpectrum;
import org.starflow.model.Manifest;
import org.starflow.model.pack.ManifestFile;
import org.starflow.model.projection.ProjectedSpectrum;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Samples, densities and label definitions with the summaries that NumPy gives for them (40 draws, 6 candidates). */
final class SummaryFixture {
    final Manifest manifest;
    final RawSamples samples;
    final JsonNode expected;

    SummaryFixture() throws IOException, URISyntaxException {
        Path directory =
                Path.of(SummaryFixture.class.getResource("/summary-fixture").toURI());
        manifest = ManifestFile.read(directory).manifest();
        JsonNode json =
                new JsonMapper().readTree(directory.resolve("samples.json").toFile());
        samples = new RawSamples(floats(json.get("x")), floats(json.get("log_density")));
        expected = json.get("expected");
    }

    private static float[] floats(JsonNode node) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return values;
    }

    /** A spectrum with nothing wrong. */
    static ProjectedSpectrum spectrum(double snr, double coverage, int used, int outliers) {
        var source = new GridSpectrum(FloatBuffer.allocate(0), null, snr);
        return new ProjectedSpectrum(
                source, new float[0], snr, new float[] {1, 1}, coverage, new boolean[0], used, outliers, 1.0);
    }
}
