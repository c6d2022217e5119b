package org.starflow.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

@Command(
        name = "audit",
        description = {
            "Prove that nothing is lost: offsets in = inferred + rejected, topic against database.",
            "Exit code 1 on any difference, which is named, and while spectra are still on their way."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow audit", "  ./starflow audit --wait 60", "  ./starflow audit --json"})
final class AuditCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Wait so long for spectra that are still on their way (default: ${DEFAULT-VALUE}).")
    private long wait;

    @Option(names = "--json", description = "Print the full comparison as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunningStack stack = RunningStack.require(Starflow.of(spec).home()).requireRunning("kafka", "postgresql");
        SinkClient sink = stack.sink();
        Ledger ledger = new Ledger(sink.get("audit"));
        Instant deadline = Instant.now().plusSeconds(wait);
        while (ledger.isInProgress() && Instant.now().isBefore(deadline)) {
            Thread.sleep(Duration.ofSeconds(1));
            ledger = new Ledger(sink.get("audit"));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ledger.audit().toPrettyString());
        } else {
            ledger.print(out);
        }
        return ledger.isComplete() ? ExitCode.OK : ExitCode.PROBLEM;
    }
}
