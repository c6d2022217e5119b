package org.starflow.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Configuration files with secrets in them: readable by their owner alone from the first byte on. */
final class PrivateFile {

    private PrivateFile() {}

    static void store(Path file, Properties properties) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, "Written at every start; changes here are lost");
        }
    }
}
