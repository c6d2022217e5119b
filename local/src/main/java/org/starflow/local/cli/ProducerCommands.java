package org.starflow.local.cli;

import org.starflow.local.security.Principal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Commands of the producer. All arguments go to it as they are; the launcher adds where Kafka, the registry and the
 * model package are.
 */
final class ProducerCommands {

    private ProducerCommands() {}

    /** What they share. */
    abstract static class PassThrough implements Callable<Integer> {

        private static final Set<String> WITHOUT_STACK = Set.of("--help", "-h", "--dry-run", "--output-dir");

        @Unmatched
        private List<String> arguments = new ArrayList<>();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Starflow starflow = Starflow.of(spec);
            List<String> command = new ArrayList<>(command());
            command.addAll(arguments);
            return new ProducerProcess(starflow.project()).run(command, environment(starflow));
        }

        /** Its name in the producer. */
        List<String> command() {
            return List.of(spec.name());
        }

        /** As whom it uses a secured stack. */
        Principal principal() {
            return Principal.PRODUCER;
        }

        /** Whether Kafka is needed. */
        boolean needsStack() {
            return true;
        }

        private Map<String, String> environment(Starflow starflow) {
            Map<String, String> environment = new HashMap<>();
            Path reference = starflow.project().root().resolve("model/reference");
            environment.put(
                    "STARFLOW_MODEL_PACKAGE",
                    System.getenv().getOrDefault("STARFLOW_MODEL_PACKAGE", reference.toString()));
            environment.put("STARFLOW_DATA", starflow.home().toString());
            if (!worksAlone() && needsStack() && System.getenv("KAFKA_BOOTSTRAP_SERVERS") == null) {
                RunningStack stack = RunningStack.require(starflow.home()).requireRunning("kafka", "registry");
                environment.putAll(stack.access().environment(principal()));
                ProducerMetricsPort.of(stack)
                        .ifPresent(port -> environment.put(ProducerMetricsPort.VARIABLE, Integer.toString(port)));
            }
            return environment;
        }

        private boolean worksAlone() {
            return arguments.stream().anyMatch(WITHOUT_STACK::contains)
                    || arguments.stream().anyMatch(argument -> argument.startsWith("--output-dir="));
        }
    }

    @Command(name = "send", description = "Read spectra from files, reduce them and publish them.")
    static final class Send extends PassThrough {}

    @Command(name = "watch", description = "Publish every spectrum that appears in a folder.")
    static final class Watch extends PassThrough {}

    @Command(name = "simulate", description = "Publish simulated spectra of stars with known labels.")
    static final class Simulate extends PassThrough {}

    @Command(name = "replay", description = "Publish spectra of the topic again, at a chosen rate.")
    static final class Replay extends PassThrough {

        /** It reads the topic, which no producer may. */
        @Override
        Principal principal() {
            return Principal.OPERATOR;
        }
    }

    @Command(name = "infer", description = "Labels of spectra in files, without Kafka or a database.")
    static final class Infer extends PassThrough {

        @Override
        boolean needsStack() {
            return false;
        }
    }
}
