package org.starflow.local;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** When the {@code starflow} script builds, in a project whose Maven and Java only say that they were called. */
class StarflowScriptTest {

    private static final Path REAL = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("schemas", "model", "producer", "worker", "sink", "local");

    private static final String MAVEN = """
            #!/bin/sh
            echo "mvnw $*" >> calls
            [ ! -e fail ] || { echo "[ERROR] no such star"; exit 1; }
            for module in producer worker sink; do
              mkdir -p $module/target/quarkus-app; touch $module/target/quarkus-app/quarkus-run.jar
            done
            mkdir -p local/target/classes/org/starflow/local/cli
            touch local/target/classes/org/starflow/local/cli/Starflow.class
            """;

    private static final String JAVA = "#!/bin/sh\necho \"java $*\" >> \"$CALLS\"\n";

    @TempDir
    private Path folder;

    private Path root;
    private final Map<String, String> environment = new HashMap<>();

    private record Outcome(int exitCode, String output) {}

    @BeforeEach
    void makeProject() throws IOException {
        root = Files.createDirectories(folder.resolve("my project"));
        for (String module : MODULES) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            write(root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        write(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(root.resolve(".mvn"));
        Files.copy(REAL.resolve(".mvn/find-jdk.sh"), root.resolve(".mvn/find-jdk.sh"));
        write(root.resolve("starflow"), Files.readString(REAL.resolve("starflow")));
        write(root.resolve("mvnw"), MAVEN);
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
        write(jdk.resolve("bin/java"), JAVA);
        write(jdk.resolve("bin/javac"), JAVA);
        write(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("CALLS", root.resolve("calls").toString());
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", folder.toString());
    }

    @Test
    void theFirstCallBuildsAndTheSecondDoesNot() throws Exception {
        // When
        Outcome first = starflow("status");
        Outcome second = starflow("status");

        // Then
        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(second.exitCode()).isZero();
        assertThat(calls()).containsExactly("mvnw", "java", "java");
        assertThat(first.output()).contains("Building Starflow");
        assertThat(second.output()).isEmpty();
    }

    @Test
    void aChangedSourceIsBuiltAgain() throws Exception {
        // Given
        starflow("status");
        Path source = write(root.resolve("worker/src/main/Worker.java"), "class Worker {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

        // When
        starflow("status");

        // Then
        assertThat(calls()).containsExactly("mvnw", "java", "mvnw", "java");
    }

    @Test
    void nothingIsBuiltUnderARunningStack() throws Exception {
        // Given
        starflow("status");
        touchSource();
        state(ProcessHandle.current().pid());

        // When
        Outcome outcome = starflow("status");

        // Then
        assertThat(calls()).containsExactly("mvnw", "java", "java");
        assertThat(outcome.output()).contains("sources have changed").contains("./starflow down");
    }

    @Test
    void theStateOfACrashedStackDoesNotHinder() throws Exception {
        // Given
        starflow("status");
        touchSource();
        state(99_999_999);

        // When
        starflow("status");

        // Then
        assertThat(calls()).containsExactly("mvnw", "java", "mvnw", "java");
    }

    @Test
    void aFailedBuildShowsItsErrorsAndRunsNothing() throws Exception {
        // Given
        write(root.resolve("fail"), "");

        // When
        Outcome outcome = starflow("status");

        // Then
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.output()).contains("[ERROR] no such star").contains("the build failed");
        assertThat(calls()).containsExactly("mvnw");
    }

    @Test
    void buildingCanBeSwitchedOff() throws Exception {
        // Given
        environment.put("STARFLOW_BUILD", "never");

        // When
        starflow("status");

        // Then
        assertThat(calls()).containsExactly("java");
    }

    @Test
    void worksThroughALinkFromAnotherFolder() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(folder.resolve("sf"), Path.of("my project/starflow"));

        // When
        Outcome outcome = run(List.of(link.toString(), "version"));

        // Then
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readString(root.resolve("calls"))).contains("-Dstarflow.root=" + root.toRealPath());
    }

    @Test
    void testRunsMavenAndFailsWithIt() throws Exception {
        // When
        Outcome good = starflow("test", "-pl", "schemas");
        write(root.resolve("fail"), "");
        Outcome bad = starflow("test");

        // Then
        assertThat(good.exitCode()).as(good.output()).isZero();
        assertThat(Files.readString(root.resolve("calls"))).contains("verify -pl schemas");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.output()).contains("tests failed");
    }

    private Outcome starflow(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("starflow").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Outcome run(List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(root.resolve("calls")).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private void touchSource() throws IOException {
        Files.setLastModifiedTime(
                root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    }

    private void state(long pid) throws IOException {
        Files.createDirectories(root.resolve(".starflow"));
        write(root.resolve(".starflow/stack.json"), "{\"processes\" : [ {\n  \"pid\" : " + pid + "\n} ]}");
    }

    private static Path write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
