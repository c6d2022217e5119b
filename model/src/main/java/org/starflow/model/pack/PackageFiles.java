package org.starflow.model.pack;

import org.starflow.model.Manifest;
import org.starflow.model.ModelPackageException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Verifies the files that a manifest names. */
public final class PackageFiles {
    private final Path directory;
    private final Manifest manifest;

    /** Files of a package in a directory. */
    public PackageFiles(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Size and SHA-256 of every file; every file that the model needs must be among them.
     *
     * @throws ModelPackageException for the first that differs
     */
    public void verify() {
        for (String name : needed()) {
            if (!manifest.files().containsKey(name)) {
                throw new ModelPackageException(directory.resolve(ManifestFile.NAME) + ": expected size and SHA-256 of "
                        + name + " under files, found none");
            }
        }
        manifest.files().forEach(this::verify);
    }

    private List<String> needed() {
        return Stream.of(
                        manifest.projection().basis().file(),
                        manifest.posterior().file(),
                        manifest.posterior().halfFile(),
                        manifest.latents().file(),
                        manifest.emulator().file(),
                        manifest.golden().file())
                .filter(Objects::nonNull)
                .toList();
    }

    private void verify(String name, Manifest.FileEntry entry) {
        Path file = directory.resolve(name);
        if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw new ModelPackageException(
                    directory.resolve(ManifestFile.NAME) + ": expected a plain file name, found " + name);
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelPackageException(file + ": expected " + entry.bytes() + " bytes, found no file");
        }
        try {
            long size = Files.size(file);
            if (size != entry.bytes()) {
                throw new ModelPackageException(file + ": expected " + entry.bytes() + " bytes, found " + size);
            }
            String sha256 = Sha256.of(file);
            if (!sha256.equals(entry.sha256())) {
                throw new ModelPackageException(file + ": expected SHA-256 " + entry.sha256() + ", found " + sha256);
            }
        } catch (IOException e) {
            throw new ModelPackageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
