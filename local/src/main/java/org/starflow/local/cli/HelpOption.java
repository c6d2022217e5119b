package org.starflow.local.cli;

import picocli.CommandLine.Option;

/** {@code --help}, for a command to mix in. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
