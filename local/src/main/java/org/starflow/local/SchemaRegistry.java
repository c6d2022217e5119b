package org.starflow.local;

import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.Http;
import org.starflow.local.process.Readiness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Apicurio Registry through its Confluent API, kept in an H2 file. */
final class SchemaRegistry extends StackService {

    SchemaRegistry(StackContext context) {
        super("registry", context);
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/apis/ccompat/v7";
    }

    @Override
    void prepare() {
        try {
            Files.createDirectories(data());
        } catch (IOException e) {
            throw new UncheckedIOException("The registry's folder " + data() + " cannot be made", e);
        }
    }

    @Override
    Command command() {
        // WRITE_DELAY=0: a schema id that was given out is on disk, even if the registry is killed the next moment.
        String database = "jdbc:h2:file:" + data().resolve("registry") + ";WRITE_DELAY=0";
        return new Command(
                List.of(
                        Command.java(),
                        "-Xmx" + context().options().registryHeapMegabytes() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port(),
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-Dapicurio.datasource.url=" + database,
                        "-Dapicurio.datasource.jdbc.initial-size=1",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        "-Dapicurio.datasource.jdbc.max-size=10",
                        "-Dapicurio.storage.snapshot.location=" + data(),
                        "-jar",
                        context().files().registry().resolve("quarkus-run.jar").toString()),
                Map.of(),
                data());
    }

    @Override
    void awaitReady(ChildProcess child, Duration patience) {
        Readiness.await(child, patience, () -> Http.status(URI.create(url() + "/subjects")) == 200);
        Readiness.await(child, patience, this::requireCompatibility);
    }

    /** The server's own default compares nothing. */
    private boolean requireCompatibility() throws IOException, InterruptedException {
        HttpRequest request = Http.request(URI.create(url() + "/config"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                .build();
        HttpResponse<String> response = Http.send(request);
        return response.statusCode() == 200;
    }
}
