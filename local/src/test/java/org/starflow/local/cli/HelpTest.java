package org.starflow.local.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The help of every command of the launcher; {@code -Dhelp.write=true} writes the expected texts anew. */
class HelpTest {

    private static final Path EXPECTED = Path.of("src/test/resources/help");

    static Stream<CommandLine> commands() {
        return withSubcommands(Starflow.commandLine()).filter(HelpTest::isOurs);
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
    }

    /** The others show the producer's help. */
    private static boolean isOurs(CommandLine command) {
        return !(command.getCommand() instanceof ProducerCommands.PassThrough);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsAsExpected(CommandLine command) throws IOException {
        // Given
        Path file = EXPECTED.resolve(command.getCommandSpec().qualifiedName("-") + ".txt");

        // When
        String help = help(command);

        // Then
        if (Boolean.getBoolean("help.write")) {
            Files.createDirectories(EXPECTED);
            Files.writeString(file, help);
        }
        assertThat(help).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpTellsWhatItDoesAndGivesAnExample(CommandLine command) {
        // When
        String help = help(command);

        // Then
        assertThat(help)
                .contains("Usage: starflow")
                .contains("--help")
                .containsPattern("Examples?:\\R {2}\\./starflow ");
    }

    @Test
    void exitCodesAreDocumented() {
        // When / Then
        assertThat(help(Starflow.commandLine())).contains("Exit codes of every command:");
    }

    private static String help(CommandLine command) {
        return command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100).getUsageMessage(Ansi.OFF);
    }
}
