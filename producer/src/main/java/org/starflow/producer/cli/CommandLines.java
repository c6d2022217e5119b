package org.starflow.producer.cli;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.model.ModelPackageException;
import org.starflow.model.runtime.EngineException;
import org.starflow.producer.EnvironmentFailure;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;

/** How all commands parse, fail and end. A failure is a sentence on standard error, never a stack trace. */
@ApplicationScoped
class CommandLines {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    @Produces
    CommandLine commandLine(PicocliCommandLineFactory factory) {
        return configure(factory.create());
    }

    static CommandLine configure(CommandLine commandLine) {
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> handle(e, command.getErr()));
    }

    private static int handle(Exception e, PrintWriter err) {
        LOG.atDebug().setCause(e).log("Command failed");
        err.println(sentence(e));
        err.flush();
        return switch (e) {
            case IllegalArgumentException usage -> ExitCode.USAGE;
            case EnvironmentFailure environment -> ExitCode.ENVIRONMENT;
            case ModelPackageException model -> ExitCode.ENVIRONMENT;
            case EngineException engine -> ExitCode.ENVIRONMENT;
            default -> ExitCode.SOME_FAILED;
        };
    }

    private static String sentence(Exception e) {
        if (e instanceof IOException && e.getMessage() != null) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
