package org.starflow.producer.cli;

/** What the exit codes of all commands mean. */
final class ExitCode {
    /** Everything was done. */
    static final int OK = 0;
    /** Some inputs were refused or failed; each is named on standard error. */
    static final int SOME_FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** Something around the program is missing: broker, registry, model package. */
    static final int ENVIRONMENT = 3;

    private ExitCode() {}
}
