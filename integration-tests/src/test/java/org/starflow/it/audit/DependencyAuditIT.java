package org.starflow.it.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.starflow.it.support.Project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Starflow is made of, looked at in the packages themselves: every archive is known, none is there twice, versions
 * are pinned, and none is on the list of advisories. docs/security.md says what this does not find.
 */
class DependencyAuditIT {
    /** Each is one class path. */
    static final List<String> CLASS_PATHS = List.of(
            "producer/target/quarkus-app",
            "worker/target/quarkus-app",
            "sink/target/quarkus-app",
            "local/target/lib",
            "local/target/stack");

    private static final Pattern FLOATING =
            Pattern.compile("<version>\\s*(LATEST|RELEASE|[\\[(][^<]*[,\\])][^<]*)\\s*</version>");
    private static final Map<String, List<Component>> COMPONENTS = new LinkedHashMap<>();

    @BeforeAll
    static void look() {
        CLASS_PATHS.forEach(
                path -> COMPONENTS.put(path, Archives.in(Project.root().resolve(path))));
    }

    @ParameterizedTest
    @FieldSource("CLASS_PATHS")
    void everyArchiveIsKnown(String path) {
        assertThat(COMPONENTS.get(path)).isNotEmpty();
        assertThat(third(path)).allSatisfy(component -> {
            assertThat(component.group()).as("group of " + component.file()).isNotEmpty();
            assertThat(component.version()).as("version of " + component.file()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @FieldSource("CLASS_PATHS")
    void noVersionIsAMovingOne(String path) {
        assertThat(third(path)).extracting(Component::version).noneMatch(version -> version.contains("SNAPSHOT"));
    }

    @ParameterizedTest
    @FieldSource("CLASS_PATHS")
    void noLibraryIsThereInTwoVersions(String path) {
        // Kafka and the registry are programs of their own.
        var versions = third(path).stream()
                .collect(Collectors.groupingBy(
                        component -> program(path, component) + component.name(),
                        TreeMap::new,
                        Collectors.mapping(Component::version, Collectors.toCollection(TreeSet::new))));
        versions.values().removeIf(found -> found.size() == 1);
        assertThat(versions).isEmpty();
    }

    @Test
    void noPomAsksForWhateverIsNewest() throws IOException {
        var poms = new ArrayList<Path>(List.of(Project.root().resolve("pom.xml")));
        for (String module : List.of("schemas", "model", "producer", "worker", "sink", "local", "integration-tests")) {
            poms.add(Project.root().resolve(module).resolve("pom.xml"));
        }
        for (Path pom : poms) {
            // The toolchain's own versions are lower bounds on purpose.
            var text = Files.readString(pom)
                    .replaceAll("(?s)<requireJavaVersion>.*?</requireJavaVersion>", "")
                    .replaceAll("(?s)<requireMavenVersion>.*?</requireMavenVersion>", "");
            assertThat(FLOATING.matcher(text).find()).as(pom.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @FieldSource("CLASS_PATHS")
    void noArchiveIsOnTheListOfAdvisories(String path) {
        // Given: a folder of advisories in OSV's format, the one in the repository unless told otherwise.
        var folder = Path.of(System.getProperty(
                "starflow.advisories",
                Project.root().resolve("integration-tests/advisories").toString()));
        var advisories = Advisory.in(folder);

        // When
        var found = third(path).stream()
                .flatMap(component -> advisories.stream()
                        .filter(advisory -> advisory.affects(component.name(), component.version()))
                        .map(advisory -> advisory.id() + " affects " + component.purl()))
                .distinct()
                .toList();

        // Then
        assertThat(advisories).isNotEmpty();
        assertThat(found).isEmpty();
    }

    /** The packages of the services and the programs of the embedded stack, which the modules' own lists leave out. */
    @Test
    void theListOfAllArchivesIsWritten() throws Exception {
        // Given
        var components = new ArrayList<Map<String, Object>>();
        for (var path : COMPONENTS.entrySet()) {
            for (Component component : path.getValue()) {
                var sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(component.file()));
                components.add(Map.of(
                        "type", "library",
                        "group", component.group(),
                        "name", component.artifact(),
                        "version", component.version(),
                        "purl", component.purl(),
                        "hashes",
                                List.of(Map.of(
                                        "alg",
                                        "SHA-256",
                                        "content",
                                        HexFormat.of().formatHex(sha256))),
                        "properties", List.of(Map.of("name", "starflow:path", "value", path.getKey()))));
            }
        }

        // When
        var file = Project.root().resolve("integration-tests/target/starflow-packages-sbom.json");
        Files.createDirectories(file.getParent());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        file.toFile(),
                        Map.of("bomFormat", "CycloneDX", "specVersion", "1.6", "version", 1, "components", components));

        // Then
        assertThat(new ObjectMapper().readTree(file.toFile()).get("components"))
                .hasSize(COMPONENTS.values().stream().mapToInt(List::size).sum());
    }

    /** What others have written. */
    private static List<Component> third(String path) {
        return COMPONENTS.get(path).stream()
                .filter(component -> !component.artifact().startsWith("starflow-")
                        && !component.group().startsWith("org.starflow")
                        && !generated(component.file()))
                .toList();
    }

    /** What Quarkus itself makes at build time. */
    private static boolean generated(Path file) {
        return file.getParent().endsWith("quarkus")
                || file.getFileName().toString().equals("quarkus-run.jar")
                || file.getParent().endsWith("app");
    }

    private static String program(String path, Component component) {
        return Project.root().resolve(path).relativize(component.file()).getName(0) + " ";
    }
}
