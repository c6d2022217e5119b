package org.starflow.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.nio.file.Path;
import java.util.Optional;

/** The launcher. */
@Command(
        name = "starflow",
        description = {
            "Spectra in, posteriors of 13 stellar labels out.",
            "",
            "Start with demo, or with up, send and results."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes of every command:%n",
        exitCodeList = {
            "0:done",
            "1:done, and a problem was found: inputs refused, a difference in the ledger, a service down",
            "2:the command line is wrong",
            "3:could not be done here: no stack, a service that does not answer, no model package"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow demo                        the whole system on this machine, in a few minutes",
            "  ./starflow infer star.fits             labels of a few files, no stack needed",
            "  ./starflow up",
            "  ./starflow send night/*.fits",
            "  ./starflow results --format csv --output night.csv",
            "  ./starflow down"
        },
        commandListHeading = "%nCommands:%n",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            MonitorCommand.class,
            DownCommand.class,
            ProducerCommands.Send.class,
            ProducerCommands.Watch.class,
            ProducerCommands.Simulate.class,
            ProducerCommands.Replay.class,
            ProducerCommands.Infer.class,
            BenchCommand.class,
            PlanCommand.class,
            ResultsCommand.class,
            RejectsCommand.class,
            QuarantineCommand.class,
            AuditCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            LogsCommand.class,
            ChaosCommand.class,
            TestCommand.class,
            VersionCommand.class
        })
public final class Starflow implements Runnable {

    @Mixin
    HelpOption help;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Folder of the stack's data and logs (default: $STARFLOW_DATA, else .starflow in the project).")
    private Path home;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Project project = Project.current();

    public static void main(String[] arguments) {
        Logs.configure();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Starflow())
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }

    /** The launcher above a command. */
    static Starflow of(CommandLine.Model.CommandSpec command) {
        return (Starflow) command.root().userObject();
    }

    Project project() {
        return project;
    }

    /** Folder of the stack that commands work on. */
    Path home() {
        return Optional.ofNullable(home)
                .or(() -> Optional.ofNullable(System.getenv("STARFLOW_DATA")).map(Path::of))
                .orElse(project.root().resolve(".starflow"))
                .toAbsolutePath();
    }
}
