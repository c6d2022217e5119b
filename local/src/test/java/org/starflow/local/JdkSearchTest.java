package org.starflow.local;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code .mvn/find-jdk.sh}, which {@code mvnw} and {@code starflow} source. It looks for a JDK 99 here, which no real
 * folder of this machine has.
 */
class JdkSearchTest {

    private static final Path SCRIPT =
            Path.of("../.mvn/find-jdk.sh").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private final Map<String, String> environment =
            new HashMap<>(Map.of("STARFLOW_JDK", "99", "PATH", "/usr/bin:/bin"));

    private record Outcome(int exitCode, String output) {}

    @Test
    void javaHomeIsTakenWhenItIsNewEnough() throws Exception {
        // Given
        environment.put("JAVA_HOME", jdk("mine", "99.0.2").toString());

        // When
        Outcome outcome = search("sh", "-c");

        // Then
        assertThat(outcome).isEqualTo(new Outcome(0, folder.resolve("mine").toString()));
    }

    @Test
    void anOldJavaHomeIsPassedOverForOneOfSdkman() throws Exception {
        // Given
        environment.put("JAVA_HOME", jdk("old", "17.0.9").toString());
        environment.put("HOME", folder.toString());
        Path wanted = jdk(".sdkman/candidates/java/99-tem", "99");

        // When
        Outcome outcome = search("sh", "-c");

        // Then
        assertThat(outcome).isEqualTo(new Outcome(0, wanted.toString()));
    }

    @Test
    void theDefaultJavaOfThePathCounts() throws Exception {
        // Given
        Path wanted = jdk("on path", "100");
        environment.put("PATH", wanted.resolve("bin") + ":/usr/bin:/bin");

        // When
        Outcome outcome = search("sh", "-c");

        // Then
        assertThat(outcome).isEqualTo(new Outcome(0, wanted.toRealPath().toString()));
    }

    @Test
    void aJreWithoutCompilerIsNoJdk() throws Exception {
        // Given
        Path jre = jdk("jre", "99");
        Files.delete(jre.resolve("bin/javac"));
        environment.put("JAVA_HOME", jre.toString());
        environment.put("HOME", folder.resolve("empty").toString());

        // When
        Outcome outcome = search("sh", "-c");

        // Then
        assertThat(outcome.exitCode()).isNotZero();
    }

    @Test
    void withoutAnyOneSentenceSaysWhatToInstall() throws Exception {
        // Given
        environment.put("HOME", folder.toString());

        // When
        Outcome outcome = search("sh", "-c");

        // Then
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.output().lines()).hasSize(1);
        assertThat(outcome.output()).contains("JDK 99").contains("install").contains("JAVA_HOME");
    }

    @Test
    void worksUnderTheStrictModeOfMvnwAndLeavesItInForce() throws Exception {
        // Given
        environment.put("HOME", folder.toString());
        Path wanted = jdk(".jdks/openjdk-99", "99");

        // When
        Outcome outcome = run("sh", "-euf", "-c", ". '" + SCRIPT + "'; find_jdk; echo \"$JAVA_HOME\" /*");

        // Then
        assertThat(outcome).isEqualTo(new Outcome(0, wanted + " /*"));
    }

    private Outcome search(String... shell) throws Exception {
        return run(shell[0], shell[1], ". '" + SCRIPT + "'; find_jdk && printf %s \"$JAVA_HOME\"");
    }

    private Outcome run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output.strip());
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            Path file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
