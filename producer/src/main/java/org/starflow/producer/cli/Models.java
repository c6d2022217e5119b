package org.starflow.producer.cli;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.starflow.model.ModelPackage;
import org.starflow.model.emulator.Emulator;
import org.starflow.model.engine.EngineVersion;
import org.starflow.producer.EnvironmentFailure;
import org.starflow.producer.reduce.Reducer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The model package and what is made of it, each when first asked for. Thread-safe. */
@ApplicationScoped
class Models {
    private final String location;
    private final Optional<String> home;
    private ModelPackage model;
    private Emulator emulator;
    private Reducer reducer;

    Models(
            @ConfigProperty(name = "starflow.model.package") String location,
            @ConfigProperty(name = "starflow.home") Optional<String> home) {
        this.location = location;
        this.home = home;
    }

    /** The package of {@code starflow.model.package}; a relative path is one below {@code starflow.home}, if set. */
    synchronized ModelPackage model() {
        if (model == null) {
            Path path = Path.of(location);
            if (!path.isAbsolute() && home.isPresent() && !Files.exists(path)) {
                path = Path.of(home.get()).resolve(path);
            }
            if (!Files.exists(path.resolve("model.json"))) {
                throw new EnvironmentFailure("No model package at " + path.toAbsolutePath()
                        + " (no model.json): set STARFLOW_MODEL_PACKAGE to the folder of one");
            }
            model = ModelPackage.load(path);
        }
        return model;
    }

    synchronized Emulator emulator() {
        if (emulator == null) {
            emulator = Emulator.open(model());
        }
        return emulator;
    }

    synchronized Reducer reducer() {
        if (reducer == null) {
            reducer = new Reducer(model().manifest(), emulator()::flux, version());
        }
        return reducer;
    }

    static String version() {
        return "starflow " + EngineVersion.current();
    }

    @PreDestroy
    synchronized void close() {
        if (emulator != null) {
            emulator.close();
        }
    }
}
