package org.starflow.worker.pipeline;

import org.apache.avro.generic.GenericContainer;
import org.starflow.schemas.serde.RegistryFailures;
import org.starflow.schemas.serde.SchemaRefusedException;
import org.starflow.schemas.serde.UnknownSchemaException;

/** Sorts the exceptions of a serializer or deserializer: the fault of the registry, of the schema, or of the record. */
final class DecodeFailures {
    private DecodeFailures() {}

    /** Whether the registry could not be asked, failed itself, or does not take our credentials. */
    static boolean registryAway(Throwable failure) {
        return RegistryFailures.away(failure);
    }

    /** Whether the registry answered that it does not know the schema. */
    static boolean unknownSchema(Throwable failure) {
        return RegistryFailures.causes(failure)
                        .anyMatch(t -> t instanceof UnknownSchemaException || RegistryFailures.answered(t))
                && !registryAway(failure);
    }

    /** Whether the registry answered that it does not take the schema, or has none to write with. */
    static boolean schemaRefused(Throwable failure) {
        return unknownSchema(failure)
                || RegistryFailures.causes(failure).anyMatch(SchemaRefusedException.class::isInstance);
    }

    /** Message of the failure, or its class where it has none. */
    static String sentence(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
    }

    /** Schema name of a decoded record, or its class. */
    static String describe(Object decoded) {
        return decoded instanceof GenericContainer container
                ? "a record " + container.getSchema().getFullName()
                : decoded.getClass().getName();
    }
}
