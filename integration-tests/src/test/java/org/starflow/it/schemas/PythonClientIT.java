package org.starflow.it.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.it.support.Project;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Confluent's client for Python and fastavro against ours: each reads what the other wrote. */
class PythonClientIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String FLUX_HEX = "0000803f0000803e000000bf";

    private static Path python;
    private static String unavailable;
    private static Stack stack;

    @BeforeAll
    static void open() throws IOException {
        try {
            python = PythonVenv.python();
        } catch (PythonUnavailableException e) {
            unavailable = e.getMessage();
            System.err.println(unavailable);
            return;
        }
        stack = Stacks.shared();
    }

    @BeforeEach
    void pythonIsThere() {
        assumeTrue(python != null, unavailable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "fastavro"})
    void pythonReadsWhatJavaWrote(String library) throws Exception {
        // Given
        var topic = SchemaTopic.create(stack, "to-python");
        topic.write(List.of(SampleRecords.spectrum("étoile-1"), SampleRecords.spectrum("étoile-2")));
        // When
        List<String> lines = client("", library, topic.name(), "2");
        // Then
        assertThat(lines).hasSize(2);
        JsonNode spectrum = JSON.readTree(lines.getFirst());
        assertThat(spectrum.path("spectrum_id").asText()).isEqualTo("étoile-1");
        assertThat(spectrum.path("snr").asDouble()).isEqualTo(187.5);
        assertThat(spectrum.path("ra").isNull()).isTrue();
        assertThat(spectrum.path("wavelength_medium").asText()).isEqualTo("AIR");
        assertThat(spectrum.at("/windows/0/flux").asText()).isEqualTo(FLUX_HEX);
        assertThat(spectrum.at("/provenance/reduction/medium").asText()).isEqualTo("vacuum to air");
    }

    @Test
    void javaReadsWhatPythonWrote() throws Exception {
        // Given
        var topic = SchemaTopic.create(stack, "from-python");
        Path schema = Project.root().resolve("schemas/src/main/avro/Spectrum.avsc");
        Spectrum expected = SampleRecords.spectrum("étoile-3");
        // When
        client(record(expected).toString(), "write", topic.name(), schema.toString());
        // Then
        assertThat(topic.read(1)).isEqualTo(List.of(expected));
        // and both clients come to one schema under the subject
        topic.write(List.of(expected));
        assertThat(topic.read(2)).isEqualTo(List.of(expected, expected));
    }

    @Test
    void theExampleOfTheDocumentationRuns() throws Exception {
        // Given
        var topic = SchemaTopic.create(stack, "example");
        topic.write(List.of(SampleRecords.inference("étoile-4"), SampleRecords.inference("étoile-5")));
        // Its own topic, and more patience than a reader needs: this machine may be busy.
        String block = example().replace("starflow.inferences", topic.name()).replace("poll(30)", "poll(200)");
        assertThat(block).contains(topic.name(), "poll(200)");
        // When
        try (var run = PythonRun.start(List.of(python.toString(), "-c", block), environment(), "")) {
            await().atMost(4, MINUTES).until(() -> run.lines().size() >= 2 || !run.isAlive());
            // Then
            assertThat(run.lines()).as(run.errors()).containsExactly("étoile-4 0.5 1.0 0x4", "étoile-5 0.5 1.0 0x4");
        }
    }

    /** A record as Python takes it: plain JSON, bytes as hex. */
    private static ObjectNode record(Spectrum spectrum) {
        ObjectNode record = JSON.createObjectNode();
        record.put("spectrum_id", spectrum.getSpectrumId());
        record.put("target_id", spectrum.getTargetId());
        record.put("snr", spectrum.getSnr());
        record.put("wavelength_medium", spectrum.getWavelengthMedium().name());
        record.put("rest_frame", spectrum.getRestFrame());
        record.put("normalised", spectrum.getNormalised());
        var window = record.putArray("windows").addObject();
        window.put("arm", "green").put("wavelength_start", 5160.0).put("wavelength_step", 0.1);
        window.put("n", 3).put("flux", FLUX_HEX);
        var provenance = record.putObject("provenance");
        provenance.put("file", spectrum.getProvenance().getFile());
        provenance.putObject("reduction").put("medium", "vacuum to air");
        return record;
    }

    private static String example() throws IOException {
        String text = Files.readString(Project.root().resolve("docs/data-contracts.md"));
        String[] parts = text.split("```python\n", -1);
        assertThat(parts).as("Python blocks in docs/data-contracts.md").hasSize(2);
        return parts[1].substring(0, parts[1].indexOf("```"));
    }

    private static List<String> client(String input, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(python.toString());
        command.add(PythonVenv.script().toString());
        command.addAll(List.of(arguments));
        try (var run = PythonRun.start(command, environment(), input)) {
            int exit = run.await(PATIENCE);
            assertThat(exit).as(run.errors()).isZero();
            return run.lines();
        }
    }

    private static Map<String, String> environment() {
        return Map.of(
                "BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "SCHEMA_REGISTRY_URL", stack.registryUrl(),
                "PYTHONIOENCODING", "utf-8");
    }
}
