package org.starflow.local;

import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.LogFiles;
import org.starflow.local.process.Readiness;
import org.starflow.local.process.StopSignal;
import org.starflow.local.state.Secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL with one database and one owner, both named {@code starflow}. */
final class PostgresServer extends StackService {

    static final String USER = "starflow";

    private static final Duration INIT_PATIENCE = Duration.ofMinutes(2);
    /** After a kill the orphaned backends hold the shared memory for a moment. */
    private static final int START_ATTEMPTS = 20;

    private static final String ORPHANS = "pre-existing shared memory block";

    private final Unprivileged unprivileged;
    private final Path programs;
    private final String password;
    private final PostgresRoles roles;

    PostgresServer(StackContext context) {
        super("postgresql", context);
        this.unprivileged = Unprivileged.forThisUser();
        this.programs = PostgresPrograms.unpacked(context.files().postgresql(), unprivileged);
        Secrets secrets = new Secrets(context.home());
        this.password = secrets.password("postgresql");
        this.roles = new PostgresRoles(secrets);
    }

    String jdbcUrl() {
        return jdbcUrl(USER);
    }

    String password() {
        return password;
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    StopSignal stopSignal() {
        return StopSignal.INT;
    }

    @Override
    void prepare() {
        try {
            Files.createDirectories(data());
            unprivileged.own(data());
            if (!Files.exists(cluster().resolve("PG_VERSION"))) {
                initialise();
            }
            PostgresPidFile.clear(cluster());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's folder " + data() + " cannot be prepared", e);
        }
    }

    private void initialise() throws IOException {
        Path passwordFile = data().resolve("initial-password");
        Files.writeString(passwordFile, password + "\n");
        unprivileged.ownPrivately(passwordFile);
        Path log = context().home().log("postgresql-init");
        ChildProcess init = ChildProcess.start(
                "postgresql-init",
                postgres(
                        "initdb",
                        "--pgdata=" + cluster(),
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-instructions"),
                log,
                StopSignal.TERM);
        boolean ended = init.awaitExit(INIT_PATIENCE);
        init.stop(Duration.ZERO);
        Files.delete(passwordFile);
        if (!ended || init.exitCode() != 0) {
            throw new LocalStackException("PostgreSQL's data folder " + cluster() + " could not be made; " + log
                    + " ends with:" + System.lineSeparator() + LogFiles.tail(log, 15));
        }
    }

    @Override
    Command command() {
        Stream<String> settings = PostgresSettings.of(port()).entrySet().stream()
                .flatMap(entry -> Stream.of("-c", entry.getKey() + "=" + entry.getValue()));
        return postgres(
                "postgres",
                Stream.concat(Stream.of("-D", cluster().toString()), settings).toArray(String[]::new));
    }

    private Command postgres(String program, String... arguments) {
        List<String> command = new ArrayList<>(unprivileged.prefix());
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return new Command(command, Map.of("LC_ALL", "C", "TZ", "UTC"), data());
    }

    private Path cluster() {
        return data().resolve("data");
    }

    @Override
    void launch() {
        for (int attempt = 1; ; attempt++) {
            try {
                super.launch();
                return;
            } catch (LocalStackException e) {
                if (attempt == START_ATTEMPTS || !e.getMessage().contains(ORPHANS)) {
                    throw e;
                }
            }
        }
    }

    @Override
    void awaitReady(ChildProcess child, Duration patience) {
        Readiness.await(child, patience, this::answers);
    }

    private boolean answers() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, password);
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + USER);
            }
            roles.ensure(connection);
            return true;
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + USER + "'")) {
            return rows.next();
        }
    }
}
