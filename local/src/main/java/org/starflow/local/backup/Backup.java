package org.starflow.local.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.postgresql.PGConnection;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the rows of all tables of one snapshot to a ZIP file, while the sink goes on. The offsets of the sink are among
 * them, so that a sink on the restored database goes on where the snapshot was taken.
 */
public final class Backup {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Backup() {}

    /**
     * Writes a backup; the file is complete or not there.
     *
     * @throws BackupException when the database is not one of ours
     */
    public static Manifest write(Connection connection, Path file) throws SQLException, IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path part = Files.createTempFile(
                parent,
                file.getFileName() + ".",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Manifest manifest;
            try (var zip = new ZipOutputStream(Files.newOutputStream(part))) {
                manifest = snapshot(connection, zip);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return manifest;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Manifest snapshot(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement()) {
            // A whole survey takes longer than any limit that is right for a question.
            statement.execute("SET LOCAL statement_timeout = 0");
            var tables = new ArrayList<Manifest.Table>();
            String version = Schema.version(connection);
            for (Map.Entry<String, List<String>> table :
                    Schema.tables(connection).entrySet()) {
                tables.add(copy(connection, zip, table.getKey(), table.getValue()));
            }
            var manifest = new Manifest(Manifest.FORMAT, Instant.now().toString(), version, tables);
            zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
            zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
            return manifest;
        } finally {
            connection.rollback();
        }
    }

    private static Manifest.Table copy(Connection connection, ZipOutputStream zip, String table, List<String> columns)
            throws SQLException, IOException {
        var digest = sha256();
        var entry = new Manifest.Table(table, columns, 0, "");
        zip.putNextEntry(new ZipEntry(entry.entry()));
        long rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY public." + Schema.quoted(table) + " (" + Schema.list(columns) + ") TO STDOUT",
                        new DigestOutputStream(new Unclosed(zip), digest));
        zip.closeEntry();
        return new Manifest.Table(table, columns, rows, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** An entry ends; the file goes on. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
