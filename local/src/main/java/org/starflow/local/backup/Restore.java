package org.starflow.local.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Fills an empty, migrated database from a backup: all of it, or nothing. */
public final class Restore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER = 1 << 16;

    private Restore() {}

    /**
     * What a backup holds, after every byte of it was read and compared.
     *
     * @throws BackupException when it is none, or is damaged
     */
    public static Manifest verify(Path file) throws IOException {
        try (var zip = open(file)) {
            Manifest manifest = manifest(zip, file);
            for (Manifest.Table table : manifest.tables()) {
                try (var rows = new DigestInputStream(rows(zip, file, table), Backup.sha256())) {
                    rows.transferTo(OutputStream.nullOutputStream());
                    String found =
                            HexFormat.of().formatHex(rows.getMessageDigest().digest());
                    if (!found.equals(table.sha256())) {
                        throw damaged(
                                file,
                                "SHA-256 of " + table.entry() + ": expected " + table.sha256() + ", found " + found);
                    }
                }
            }
            return manifest;
        }
    }

    /**
     * Verifies a backup and copies its rows in, in one transaction.
     *
     * @throws BackupException when the backup is damaged, the database holds rows, or its schema is older than the backup
     */
    public static Manifest load(Connection connection, Path file) throws SQLException, IOException {
        Manifest manifest = verify(file);
        connection.setAutoCommit(false);
        try (var zip = open(file)) {
            Map<String, List<String>> tables = Schema.tables(connection);
            requireFits(manifest, tables, Schema.version(connection));
            requireEmpty(connection, tables.keySet());
            for (Manifest.Table table : manifest.tables()) {
                copy(connection, rows(zip, file, table), table);
            }
            connection.commit();
            return manifest;
        } catch (SQLException | IOException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private static void requireFits(Manifest manifest, Map<String, List<String>> tables, String version) {
        for (Manifest.Table table : manifest.tables()) {
            // Also what makes the names safe to use: they are those of this database.
            if (!tables.getOrDefault(table.name(), List.of()).containsAll(table.columns())) {
                throw new BackupException("The backup is of schema version " + manifest.schemaVersion()
                        + ", the database of " + version + ", which has no " + table.name() + " with the columns "
                        + table.columns()
                        + ": restore with the version of Starflow that made the backup, or a newer one.");
            }
        }
    }

    private static void requireEmpty(Connection connection, Iterable<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
            for (String table : tables) {
                String name = "public." + Schema.quoted(table);
                statement.execute("LOCK TABLE " + name + " IN ACCESS EXCLUSIVE MODE");
                try (ResultSet rows = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM " + name + ")")) {
                    if (rows.next() && rows.getBoolean(1)) {
                        throw new BackupException(
                                "The table " + table
                                        + " holds rows: a backup is restored into an empty database. Move the old one out of the way first.");
                    }
                }
            }
        }
    }

    private static void copy(Connection connection, InputStream rows, Manifest.Table table)
            throws SQLException, IOException {
        String name = "public." + Schema.quoted(table.name());
        try (rows) {
            long copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + name + " (" + Schema.list(table.columns()) + ") FROM STDIN", rows, BUFFER);
            if (copied != table.rows()) {
                throw new BackupException(
                        table.name() + ": expected " + table.rows() + " rows, the database took " + copied);
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String column : Schema.identities(connection, table.name())) {
                statement.execute("SELECT setval(pg_get_serial_sequence('" + name.replace("'", "''") + "', '"
                        + column.replace("'", "''") + "'), coalesce(max(" + Schema.quoted(column) + "), 1), max("
                        + Schema.quoted(column) + ") IS NOT NULL) FROM " + name);
            }
            statement.execute("ANALYZE " + name);
        }
    }

    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new BackupException(file + " is no backup, or was cut off: " + e.getMessage(), e);
        }
    }

    private static Manifest manifest(ZipFile zip, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.ENTRY);
        if (entry == null) {
            throw damaged(file, "it has no " + Manifest.ENTRY);
        }
        Manifest manifest;
        try (var stream = zip.getInputStream(entry)) {
            manifest = JSON.readValue(stream, Manifest.class);
        } catch (JacksonException e) {
            throw damaged(file, Manifest.ENTRY + ": " + e.getOriginalMessage());
        }
        if (manifest.format() != Manifest.FORMAT) {
            throw new BackupException(file + ": expected format " + Manifest.FORMAT + ", found " + manifest.format()
                    + ": it was made by another version of Starflow.");
        }
        return manifest;
    }

    private static InputStream rows(ZipFile zip, Path file, Manifest.Table table) throws IOException {
        ZipEntry entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw damaged(file, "it has no " + table.entry());
        }
        return zip.getInputStream(entry);
    }

    private static BackupException damaged(Path file, String how) {
        return new BackupException(file + " is damaged: " + how + ". Nothing was restored.");
    }
}
