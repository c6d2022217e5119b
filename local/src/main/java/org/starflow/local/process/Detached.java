package org.starflow.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Puts a command into a session of its own, so that Ctrl-C in the terminal reaches the launcher alone. */
final class Detached {

    private static final boolean SETSID =
            Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable);

    private Detached() {}

    static List<String> prefix(String... command) {
        return prefix(List.of(command));
    }

    static List<String> prefix(List<String> command) {
        return SETSID ? Stream.concat(Stream.of("setsid"), command.stream()).toList() : command;
    }
}
