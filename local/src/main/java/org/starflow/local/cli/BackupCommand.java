package org.starflow.local.cli;

import org.starflow.local.StackAddresses;
import org.starflow.local.backup.Backup;
import org.starflow.local.backup.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;

@Command(
        name = "backup",
        description = {
            "Write the database to one file, while the stack works.",
            "What arrives later is not in it: after a restore the sink fetches that from the topics again."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow backup night-61370.zip", "  ./starflow restore night-61370.zip"})
final class BackupCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Parameters(paramLabel = "FILE", description = "ZIP file to write.")
    private Path file;

    @Option(names = "--force", description = "Replace the file where there is one.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        if (Files.exists(file) && !force) {
            throw CliException.usage(file + " is there already: take another name, or --force to replace it.");
        }
        StackAddresses stack = RunningStack.require(Starflow.of(spec).home())
                .requireRunning("postgresql")
                .addresses();
        try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password())) {
            Manifest manifest = Backup.write(connection, file);
            spec.commandLine()
                    .getOut()
                    .println("%d rows of %d tables, schema version %s, in %s (%.1f MB)"
                            .formatted(
                                    manifest.rows(),
                                    manifest.tables().size(),
                                    manifest.schemaVersion(),
                                    file,
                                    Files.size(file) / 1e6));
        }
        return ExitCode.OK;
    }
}
