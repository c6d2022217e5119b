package org.starflow.it.local;

import org.starflow.it.support.ProgramRun;
import org.starflow.it.support.Project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code starflow} script on a home folder, called through a symbolic link from a strange working folder. */
public final class Launcher {

    private static final Duration PATIENCE = Duration.ofMinutes(12);

    private final Path folder;
    private final Path home;
    private final Path link;
    private int runs;

    private Launcher(Path folder, Path link) {
        this.folder = folder;
        this.home = folder.resolve("home");
        this.link = link;
    }

    public static Launcher in(Path folder) throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("bin")).resolve("starflow"),
                Project.root().resolve("starflow"));
        return new Launcher(folder, link);
    }

    public ProgramRun run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(link.toString()));
        command.addAll(List.of(arguments));
        // The jars under test are those of this build; building again inside it would replace them.
        Map<String, String> environment = Map.of(
                "STARFLOW_BUILD", "never",
                "STARFLOW_DATA", home.toString(),
                "STARFLOW_MODEL_PACKAGE", Project.tinyPackage().toString(),
                "JAVA_HOME", System.getProperty("java.home"));
        runs++;
        return ProgramRun.of(command, environment, folder, folder, runs + "-" + arguments[0], PATIENCE);
    }

    public Path home() {
        return home;
    }

    public Path folder() {
        return folder;
    }
}
