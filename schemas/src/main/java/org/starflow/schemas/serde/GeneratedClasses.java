package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

import java.util.Optional;

/** Finds the generated class of a schema. The name comes from outside: nothing but records is ever initialised. */
final class GeneratedClasses {
    private GeneratedClasses() {}

    static Optional<Class<? extends SpecificRecord>> of(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return Optional.empty();
        }
        return load(schema.getFullName(), Thread.currentThread().getContextClassLoader())
                .or(() -> load(schema.getFullName(), GeneratedClasses.class.getClassLoader()));
    }

    private static Optional<Class<? extends SpecificRecord>> load(String name, ClassLoader loader) {
        try {
            Class<?> found = Class.forName(name, false, loader);
            return SpecificRecord.class.isAssignableFrom(found)
                    ? Optional.of(found.asSubclass(SpecificRecord.class))
                    : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
