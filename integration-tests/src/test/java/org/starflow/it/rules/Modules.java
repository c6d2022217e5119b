package org.starflow.it.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.starflow.it.support.Project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The compiled production classes of the modules, read from their folders: none of them is loaded. */
final class Modules {
    static final String SCHEMAS = "org.starflow.schemas..";
    static final String RECORDS = "org.starflow.v1..";
    static final String MODEL = "org.starflow.model..";
    static final String PRODUCER = "org.starflow.producer..";
    static final String WORKER = "org.starflow.worker..";
    static final String SINK = "org.starflow.sink..";
    static final String LOCAL = "org.starflow.local..";

    static final List<String> NAMES = List.of("schemas", "model", "producer", "worker", "sink", "local");

    private Modules() {}

    static JavaClasses all() {
        return new ClassFileImporter()
                .importPaths(NAMES.stream().map(Modules::classes).toList());
    }

    static Path classes(String module) {
        var classes = Project.root().resolve(module + "/target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " is missing: compile " + module + " first");
        }
        return classes;
    }
}
