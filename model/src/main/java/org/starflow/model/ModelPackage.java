package org.starflow.model;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.model.pack.ArrayFile;
import org.starflow.model.pack.ManifestCheck;
import org.starflow.model.pack.ManifestFile;
import org.starflow.model.pack.PackageFiles;
import org.starflow.model.projection.Basis;

import java.nio.file.Path;

/**
 * A verified model package: a directory as docs/model-package.md describes it. Immutable and thread-safe. The graphs'
 * inputs and outputs are checked when an engine or an emulator opens them, before the first spectrum.
 */
public final class ModelPackage {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPackage.class);

    private final Path directory;
    private final Manifest manifest;
    private final String sha256;
    private final Basis basis;
    private final float[] latents;

    private ModelPackage(Path directory, Manifest manifest, String sha256, Basis basis, float[] latents) {
        this.directory = directory;
        this.manifest = manifest;
        this.sha256 = sha256;
        this.basis = basis;
        this.latents = latents;
    }

    /**
     * Reads the manifest, verifies size and SHA-256 of every file that it names, and reads basis and latents.
     *
     * @throws ModelPackageException naming the file, the expected and the found
     */
    public static ModelPackage load(Path directory) throws ModelPackageException {
        ManifestFile file = ManifestFile.read(directory);
        Manifest manifest = file.manifest();
        ManifestCheck.check(manifest);
        new PackageFiles(directory, manifest).verify();
        Manifest.ArraySpec spec = manifest.projection().basis();
        float[] rows = ArrayFile.read(directory.resolve(spec.file()), spec.dtype(), spec.shape());
        Manifest.LatentsSpec latentsSpec = manifest.latents();
        float[] latents = ArrayFile.read(
                directory.resolve(latentsSpec.file()), latentsSpec.dtype(), latentsSpec.rows(), latentsSpec.dim());
        LOG.atInfo()
                .addKeyValue("directory", directory)
                .addKeyValue("model", manifest.name())
                .addKeyValue("version", manifest.version())
                .addKeyValue("sha256", file.sha256())
                .log("Model package loaded");
        Basis basis = Basis.ofRows(rows, spec.shape()[0] - 1, spec.shape()[1]);
        return new ModelPackage(directory, manifest, file.sha256(), basis, latents);
    }

    /** Where the package lies. */
    public Path directory() {
        return directory;
    }

    /** Path of one of its files. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** What {@code model.json} says. */
    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of {@code model.json}, lower-case hex: it pins every other file. */
    public String sha256() {
        return sha256;
    }

    /** Pixels of all windows together. */
    public int pixels() {
        return basis.pixels();
    }

    /** Mean spectrum and basis of the projection. */
    public Basis basis() {
        return basis;
    }

    /** Copy of the latent vectors, row by row: the draws, then the candidates for the MAP. */
    public float[] latents() {
        return latents.clone();
    }
}
