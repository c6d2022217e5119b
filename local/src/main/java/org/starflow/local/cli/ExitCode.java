package org.starflow.local.cli;

/** What the exit code of {@code ./starflow} means, the same for every command. */
final class ExitCode {

    /** Done, nothing to complain about. */
    static final int OK = 0;
    /** Done, and a problem was found: inputs refused, a difference in the ledger, a service that is down. */
    static final int PROBLEM = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** It could not be done here: no stack, a service that does not answer or start, no model package. */
    static final int ENVIRONMENT = 3;

    private ExitCode() {}
}
