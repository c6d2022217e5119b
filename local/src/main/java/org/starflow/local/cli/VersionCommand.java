package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.concurrent.Callable;

@Command(
        name = "version",
        description = "Show the versions of Starflow, of Java and of what the embedded stack runs.",
        footerHeading = "%nExample:%n",
        footer = "  ./starflow version")
final class VersionCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = LocalStack.class.getResourceAsStream("stack.properties")) {
            versions.load(in);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starflow    " + versions.getProperty("starflow.version"));
        out.println("Java        " + Runtime.version() + " (" + System.getProperty("java.home") + ")");
        out.println("Kafka       " + versions.getProperty("kafka.version"));
        out.println("Apicurio    " + versions.getProperty("registry.version"));
        out.println("PostgreSQL  " + versions.getProperty("postgresql.version"));
        return ExitCode.OK;
    }
}
