package org.starflow.it.worker;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.starflow.it.support.Stack;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Topics of one test, so that tests on a shared stack do not meet. */
record WorkerTopics(String spectra, String inferences, String rejects) {
    private static final int PARTITIONS = 4;
    private static final String MAX_MESSAGE_BYTES = String.valueOf(4 << 20);

    static WorkerTopics create(Stack stack, String name) {
        var topics = new WorkerTopics(name + ".spectra", name + ".inferences", name + ".rejects");
        try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(Stream.of(topics.spectra, topics.inferences, topics.rejects)
                            .map(WorkerTopics::topic)
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Topics were not created", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return topics;
    }

    /** Settings of a worker of these topics: small batches, and a dead member is noticed soon. */
    Map<String, String> settings(Map<String, String> others) {
        var settings = new HashMap<String, String>();
        settings.put("starflow.worker.topics.spectra", spectra);
        settings.put("starflow.worker.topics.inferences", inferences);
        settings.put("starflow.worker.topics.rejects", rejects);
        settings.put("starflow.worker.group-id", spectra);
        settings.put("starflow.worker.batch.size", "4");
        settings.put("starflow.worker.batch.linger", "20ms");
        settings.put("starflow.worker.transaction-timeout", "15s");
        settings.put("starflow.worker.consumer.\"session.timeout.ms\"", "6000");
        settings.put("starflow.worker.consumer.\"heartbeat.interval.ms\"", "1000");
        settings.putAll(others);
        if ("consumer".equals(settings.get("starflow.worker.group-protocol"))) {
            settings.remove("starflow.worker.consumer.\"session.timeout.ms\"");
            settings.remove("starflow.worker.consumer.\"heartbeat.interval.ms\"");
        }
        return settings;
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.of((short) 1))
                .configs(Map.of("max.message.bytes", MAX_MESSAGE_BYTES));
    }
}
