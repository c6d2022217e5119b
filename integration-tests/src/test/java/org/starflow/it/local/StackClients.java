package org.starflow.it.local;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.starflow.local.StackAddresses;
import org.starflow.local.process.Http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Plain clients of the three services. */
record StackClients(StackAddresses addresses) {

    record TopicSettings(int partitions, int maxMessageBytes, long retentionMillis) {}

    void produce(String topic, String value) throws Exception {
        try (var producer = new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    List<String> consumeAll(String topic) {
        try (var consumer = new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long total = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<String> values = new ArrayList<>();
            while (values.size() < total) {
                consumer.poll(Duration.ofSeconds(1)).forEach(found -> values.add(found.value()));
            }
            return values;
        }
    }

    TopicSettings describe(String topic) throws Exception {
        try (Admin admin = Admin.create(kafka())) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            int partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
            return new TopicSettings(
                    partitions,
                    Integer.parseInt(settings.get("max.message.bytes").value()),
                    Long.parseLong(settings.get("retention.ms").value()));
        }
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", addresses.bootstrapServers());
    }

    int registerSchema(String subject, String schema) throws IOException, InterruptedException {
        String body = register(subject, schema).body();
        return Pattern.compile("\"id\"\\s*:\\s*(\\d+)")
                .matcher(body)
                .results()
                .map((MatchResult match) -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no id in " + body));
    }

    int tryRegisterSchema(String subject, String schema) throws IOException, InterruptedException {
        return register(subject, schema).statusCode();
    }

    private HttpResponse<String> register(String subject, String schema) throws IOException, InterruptedException {
        String quoted = schema.replace("\"", "\\\"");
        return Http.send(Http.request(URI.create(addresses.registryUrl() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + quoted + "\"}"))
                .build());
    }

    /** The answer of the registry to the id. */
    String schema(int id) throws IOException, InterruptedException {
        return Http.send(Http.request(URI.create(addresses.registryUrl() + "/schemas/ids/" + id))
                        .GET()
                        .build())
                .body();
    }

    void insertStar(String name) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                PreparedStatement insert = prepare(connection, statement)) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, Statement statement) throws SQLException {
        statement.execute("CREATE TABLE star (name text)");
        return connection.prepareStatement("INSERT INTO star VALUES (?)");
    }

    List<String> stars() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM star")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(addresses.jdbcUrl(), addresses.user(), addresses.password());
    }
}
