package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;
import org.starflow.local.process.ServiceSpec;
import org.starflow.local.security.Principal;
import org.starflow.local.state.Home;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of the producer beside a stack of our own, with their output in its logs. */
final class ProducerRuns {

    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final int LOG_LINES = 15;

    private final Project project;
    private final Path model;
    private final Home home;
    private final Map<String, String> environment = new HashMap<>();

    /** Without Kafka, for what works on files or on nothing. */
    ProducerRuns(Project project, Path model, Path folder) {
        this.project = project;
        this.model = model;
        this.home = Home.open(folder);
        environment.put("STARFLOW_MODEL_PACKAGE", model.toString());
        environment.put("STARFLOW_DATA", home.path().toString());
    }

    /** Publishing to the stack. */
    ProducerRuns on(LocalStack stack) {
        ProducerRuns runs = new ProducerRuns(project, model, home.path());
        runs.environment.putAll(stack.access().environment(Principal.PRODUCER));
        return runs;
    }

    ServiceProcess start(String... arguments) {
        String name = "producer-" + arguments[0];
        return ServiceProcess.start(ServiceSpec.of(name, project.producer(), 0, home.log(name))
                .withEnvironment(environment)
                .withArguments(List.of(arguments)));
    }

    /** Runs to the end. */
    void run(String... arguments) {
        ServiceProcess producer = start(arguments);
        producer.awaitExit(PATIENCE);
        requireSuccess(producer);
    }

    /** @throws CliException when it failed or still runs */
    static void requireSuccess(ServiceProcess producer) {
        if (producer.isRunning() || producer.exitCode() != 0) {
            throw CliException.environment(producer.name() + " failed; its log ends with:" + System.lineSeparator()
                    + producer.logTail(LOG_LINES));
        }
    }
}
