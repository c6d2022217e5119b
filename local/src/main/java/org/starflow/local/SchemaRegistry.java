package org.starflow.local;

import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.Readiness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Apicurio Registry through its Confluent API, kept in an H2 file. */
final class SchemaRegistry extends StackService {

    SchemaRegistry(StackContext context) {
        super("registry", context);
    }

    String url() {
        String scheme = context().security().isPresent() ? "https" : "http";
        return scheme + "://127.0.0.1:" + port() + "/apis/ccompat/v7";
    }

    @Override
    void prepare() {
        try {
            PrivateFile.folder(data());
            if (context().security().isPresent()) {
                PrivateFile.store(
                        users(), context().security().get().registryAccess().users());
            }
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
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-Dapicurio.datasource.url=" + database,
                        "-Dapicurio.datasource.jdbc.initial-size=1",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        "-Dapicurio.datasource.jdbc.max-size=10",
                        "-Dapicurio.storage.snapshot.location=" + data(),
                        "-jar",
                        context().files().registry().resolve("quarkus-run.jar").toString()),
                environment(),
                data());
    }

    private Map<String, String> environment() {
        return context()
                .security()
                .map(security -> {
                    Map<String, String> environment =
                            new HashMap<>(security.registryAccess().environment(port(), security.key()));
                    environment.put("QUARKUS_CONFIG_LOCATIONS", users().toString());
                    return environment;
                })
                .orElseGet(() -> new HashMap<>(Map.of("QUARKUS_HTTP_PORT", Integer.toString(port()))));
    }

    private Path users() {
        return data().resolve("users.properties");
    }

    @Override
    void awaitReady(ChildProcess child, Duration patience) {
        RegistryAdmin admin = new RegistryAdmin(url(), context().security());
        Readiness.await(child, patience, admin::answers);
        Readiness.await(child, patience, admin::requireCompatibility);
    }
}
