package org.starflow.local.cli;

import org.starflow.local.LocalStackException;
import org.starflow.local.backup.BackupException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/** One sentence for the user; the stack trace only when {@code STARFLOW_DEBUG} is set. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof CommandLine.ParameterException wrongUsage) {
            return command.getParameterExceptionHandler().handleParseException(wrongUsage, new String[0]);
        }
        command.getErr().println("starflow: " + sentence(failure));
        if (System.getenv("STARFLOW_DEBUG") != null) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return failure instanceof CliException known ? known.exitCode() : ExitCode.ENVIRONMENT;
    }

    private static String sentence(Exception failure) {
        return switch (failure) {
            case CliException known -> known.getMessage();
            case LocalStackException known -> known.getMessage();
            case BackupException known -> known.getMessage();
            case SQLException known -> "the database says: " + known.getMessage();
            case UncheckedIOException known -> known.getMessage() + ": " + known.getCause();
            case IOException known -> known.toString();
            case InterruptedException _ -> "interrupted.";
            default -> failure + " (STARFLOW_DEBUG=1 shows where)";
        };
    }
}
