package org.starflow.local;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Creates the topics of a fresh broker. */
final class KafkaTopics {

    private static final long PROBE_SECONDS = 10;

    private final Map<String, Object> administrator;

    /** @param administrator settings of a client that may create topics */
    KafkaTopics(Map<String, Object> administrator) {
        this.administrator = Map.copyOf(administrator);
    }

    boolean isReachable() throws Exception {
        if (!accepts()) {
            return false;
        }
        try (Admin admin = Admin.create(administrator)) {
            return !admin.describeCluster()
                    .nodes()
                    .get(PROBE_SECONDS, TimeUnit.SECONDS)
                    .isEmpty();
        }
    }

    /** A closed port is not worth an admin client, which would log every refused connection. */
    private boolean accepts() throws Exception {
        String bootstrapServers =
                administrator.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG).toString();
        int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    /** Creates what is missing; spectra are kept for ever, since the ledger counts them. */
    void create(StackOptions options, Duration patience) {
        Map<String, String> settings =
                Map.of("max.message.bytes", Integer.toString(KafkaSettings.MAX_MESSAGE_BYTES), "retention.ms", "-1");
        List<NewTopic> topics = options.topics().stream()
                .map(name -> new NewTopic(name, options.partitions(), (short) 1).configs(settings))
                .toList();
        try (Admin admin = Admin.create(administrator)) {
            for (var creation : admin.createTopics(topics).values().entrySet()) {
                await(creation.getKey(), creation.getValue().toCompletionStage().toCompletableFuture(), patience);
            }
        }
    }

    private static void await(String topic, Future<Void> creation, Duration patience) {
        try {
            creation.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new LocalStackException("Topic " + topic + " cannot be created", e.getCause());
            }
        } catch (TimeoutException e) {
            throw new LocalStackException("Topic " + topic + " was not created in " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while topic " + topic + " was created", e);
        }
    }
}
