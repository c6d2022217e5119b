package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.StackAddresses;
import org.starflow.local.StackOptions;
import org.starflow.local.security.StackSecurity;
import org.starflow.local.state.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "up",
        description = {
            "Start Kafka, the schema registry, PostgreSQL, the sink and the workers, and leave them running.",
            "Everything listens on 127.0.0.1 only. Data of an earlier run on the same folder are still there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow up",
            "  ./starflow up --workers 2",
            "  ./starflow up --secure",
            "  ./starflow up --home /data/survey --model /models/cinn-2.0"
        })
class UpCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of topics that do not exist yet (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--secure",
            negatable = true,
            description = "TLS, users and grants (docs/security.md); stays on for this folder until --no-secure.")
    private Boolean secure;

    @Mixin
    private WorkerOptions workers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Starflow starflow = Starflow.of(spec);
        workers.check();
        Path model = workers.model(starflow.project());
        Progress progress = Progress.standard();
        progress.show("starting Kafka, the registry and PostgreSQL");
        boolean secured = secure == null ? StackSecurity.isIn(Home.open(starflow.home())) : secure;
        StackOptions options =
                StackOptions.defaults().withPartitions(partitions).withSecure(secured);
        LocalStack stack = LocalStack.start(starflow.home(), options);
        if (!secured) {
            StackSecurity.forget(Home.open(starflow.home()));
        }
        Services services = new Services(starflow.project(), stack);
        // Until everything is ready, Ctrl-C and any failure take back what was started.
        Thread undo = new Thread(() -> stopAll(services, stack));
        Runtime.getRuntime().addShutdownHook(undo);
        services.start(workers, progress);
        Runtime.getRuntime().removeShutdownHook(undo);
        services.leaveRunning();
        stack.leaveRunning();
        progress.done("Ready after " + progress.seconds() + " s, with the model package " + model + ".");
        print(stack, secured);
        return ExitCode.OK;
    }

    private static void stopAll(Services services, LocalStack stack) {
        services.stop();
        stack.close();
    }

    private void print(LocalStack stack, boolean secured) {
        PrintWriter out = spec.commandLine().getOut();
        StackAddresses addresses = stack.addresses();
        out.println("Kafka             " + addresses.bootstrapServers());
        out.println("Schema registry   " + addresses.registryUrl());
        if (secured) {
            out.println("Secured           users and grants: k8s/acls.yaml, passwords in "
                    + stack.folder().resolve("secrets") + ", certificate "
                    + stack.folder().resolve("tls/certificate.pem"));
        }
        out.println("PostgreSQL        " + addresses.jdbcUrl() + " (user " + addresses.user() + ", password in "
                + stack.folder().resolve("secrets/postgresql") + ")");
        stack.registered().forEach(entry -> out.println("%-17s http://%s".formatted(entry.name(), entry.address())));
        stack.registered().stream()
                .filter(entry -> entry.name().equals("sink"))
                .forEach(sink -> out.println("Console           http://" + sink.address()
                        + "/  (user operator, password in " + stack.folder().resolve("secrets/operator") + ")"));
        out.println("Logs              " + stack.folder().resolve("logs"));
        out.println("Next: ./starflow send PATH…, ./starflow status, ./starflow results, ./starflow down");
    }
}
