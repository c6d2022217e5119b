package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.StackAddresses;
import org.starflow.local.StackOptions;
import org.starflow.local.backup.Manifest;
import org.starflow.local.backup.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;

@Command(
        name = "restore",
        description = {
            "Fill an empty database from a backup.",
            "The stack must be down, and the database empty: to replace one that is there, move the folder postgresql in",
            "the stack's folder away first. After ./starflow up the sink reads on from where the backup was made; what the",
            "topics still hold is there again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow down",
            "  mv .starflow/postgresql .starflow/postgresql.old",
            "  ./starflow restore night-61370.zip",
            "  ./starflow up && ./starflow audit --wait 600"
        })
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Parameters(paramLabel = "FILE", description = "ZIP file that backup has written.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        Starflow starflow = Starflow.of(spec);
        Manifest manifest = Restore.verify(file);
        Progress progress = Progress.standard();
        progress.show("starting PostgreSQL");
        LocalStack stack = LocalStack.start(starflow.home(), StackOptions.defaults());
        Thread stop = new Thread(stack::close);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            progress.show("bringing the database to this version's schema");
            new Services(starflow.project(), stack).migrate();
            progress.show("copying %d rows".formatted(manifest.rows()));
            load(stack.addresses());
        } finally {
            stack.close();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        progress.done("%d rows of %d tables are back, as they were at %s."
                .formatted(manifest.rows(), manifest.tables().size(), manifest.createdAt()));
        spec.commandLine().getOut().println("Next: ./starflow up, ./starflow audit --wait 600");
        return ExitCode.OK;
    }

    private void load(StackAddresses stack) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password())) {
            Restore.load(connection, file);
        }
    }
}
