package org.starflow.producer.publish;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.starflow.producer.EnvironmentFailure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the broker who it is before the first spectrum is read, so that a missing one is a sentence, not a timeout. */
public final class KafkaCheck {
    private static final long TIMEOUT_SECONDS = 15;

    private KafkaCheck() {}

    /** Cluster id. Throws {@link EnvironmentFailure} when no broker answers in 15 s or the topic does not exist. */
    public static String cluster(Map<String, Object> given, String topic) {
        var settings = new HashMap<>(given);
        settings.putIfAbsent("default.api.timeout.ms", (int) TIMEOUT_SECONDS * 1000);
        settings.putIfAbsent("request.timeout.ms", 5000);
        Object servers = given.get("bootstrap.servers");
        try (Admin admin = Admin.create(settings)) {
            String cluster = admin.describeCluster().clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            admin.describeTopics(List.of(topic)).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return cluster;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new EnvironmentFailure(
                        "The broker at " + servers + " has no topic " + topic + ": create it (./starflow up does)", e);
            }
            throw away(servers, e);
        } catch (TimeoutException | RuntimeException e) {
            throw away(servers, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(servers, e);
        }
    }

    private static EnvironmentFailure away(Object servers, Exception e) {
        return new EnvironmentFailure(
                "No Kafka broker answers at " + servers
                        + ": start the stack (./starflow up) or set KAFKA_BOOTSTRAP_SERVERS",
                e);
    }
}
