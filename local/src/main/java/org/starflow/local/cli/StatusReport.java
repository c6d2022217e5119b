package org.starflow.local.cli;

import org.starflow.local.security.Principal;
import org.starflow.local.state.ProcessEntry;

import java.io.IOException;
import java.io.PrintWriter;

/** What runs, how far the stream is, what is stored: one look. */
record StatusReport(RunningStack stack) {

    /** Whether everything is as it should be. */
    boolean print(PrintWriter out) throws InterruptedException {
        boolean healthy = printProcesses(out);
        new Outages(stack).print(out);
        if (isUp("sink")) {
            healthy &= printStream(out);
            healthy &= printCatalogue(out);
        } else if (isUp("kafka")) {
            healthy &= printLags(out);
        }
        out.flush();
        return healthy;
    }

    private boolean isUp(String name) {
        return stack.state().process(name).filter(ProcessEntry::isRunning).isPresent();
    }

    private boolean printProcesses(PrintWriter out) {
        TextTable table = new TextTable("process", "state", "address", "pid", "processed");
        boolean healthy = true;
        for (ProcessEntry entry : stack.state().processes()) {
            ServiceHealth health = ServiceHealth.of(entry);
            healthy &= health.isGood();
            table.add(entry.name(), health.words(), entry.address(), entry.id().pid(), health.processed());
        }
        table.print(out);
        return healthy;
    }

    private boolean printStream(PrintWriter out) throws InterruptedException {
        out.println();
        try {
            new StreamStatus(stack.sink().get("stream")).print(out);
            return true;
        } catch (CliException | IOException e) {
            out.println("The sink does not tell how the stream is: " + e.getMessage());
            return false;
        }
    }

    /** Without the sink the broker is asked. */
    private boolean printLags(PrintWriter out) throws InterruptedException {
        TextTable table = new TextTable("reader", "topic", "partition", "read", "end", "lag");
        try {
            for (StreamLag lag : StreamLag.of(stack.access().kafka(Principal.MONITOR))) {
                table.add(
                        lag.group(),
                        lag.partition().topic(),
                        lag.partition().partition(),
                        lag.committed(),
                        lag.end(),
                        lag.lag());
            }
        } catch (CliException e) {
            out.println(e.getMessage());
            return false;
        }
        out.println();
        if (table.isEmpty()) {
            out.println("Nothing has been read yet.");
        } else {
            table.print(out);
        }
        return true;
    }

    private boolean printCatalogue(PrintWriter out) throws InterruptedException {
        out.println();
        try {
            CatalogueStatus status = new CatalogueStatus(stack.sink().get("status"));
            status.print(out);
            return status.isHealthy();
        } catch (CliException | IOException e) {
            out.println("The sink does not tell what it has stored: " + e.getMessage());
            return false;
        }
    }
}
