package org.starflow.model.engine;

import org.starflow.model.ModelPackage;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.v1.ModelReference;

/** The Avro record that names a model and the engine that runs it. */
public final class ModelReferences {
    private ModelReferences() {}

    /** Of a package, a version of this software, and an execution provider. */
    public static ModelReference of(ModelPackage model, String engineVersion, ExecutionProvider provider) {
        return new ModelReference(
                model.manifest().name(), model.manifest().version(), model.sha256(), engineVersion, provider.key());
    }
}
