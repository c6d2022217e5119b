package org.starflow.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

@Command(
        name = "test",
        description = {
            "Build everything from its sources and run every test.",
            "That is: unit tests, integration tests on the embedded stack, and the training code's tests where Python",
            "is there. Arguments go to Maven; with any, the training code's tests are left out."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow test",
            "  ./starflow test -pl schemas,model",
            "  ./starflow test -Pcontainers           on Docker containers instead of the embedded stack"
        })
final class TestCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    /** The script runs Maven by itself: a launcher that is being rebuilt cannot run the tests of its rebuilding. */
    @Override
    public Integer call() {
        throw CliException.usage("The tests are run by the script: ./starflow test");
    }
}
