package org.starflow.worker.pipeline;

import org.apache.avro.generic.GenericContainer;
import org.starflow.schemas.serde.RegistryUnavailableException;
import org.starflow.schemas.serde.SchemaRefusedException;
import org.starflow.schemas.serde.UnknownSchemaException;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Sorts the exceptions of a serializer or deserializer. Ours have types; Confluent's reports everything as
 * SerializationException and tells an unknown schema from an absent registry by the cause alone.
 */
final class DecodeFailures {
    private static final String REST_EXCEPTION = "RestClientException";

    private DecodeFailures() {}

    /** Whether the registry could not be asked, or failed itself. */
    static boolean registryAway(Throwable failure) {
        return causes(failure)
                .anyMatch(t -> t instanceof RegistryUnavailableException
                        || network(t)
                        || (rest(t) && text(t).matches(".*(error code: 5\\d{2,4}|status 5\\d\\d).*")));
    }

    /** Whether the registry answered that it does not know the schema. */
    static boolean unknownSchema(Throwable failure) {
        return causes(failure).anyMatch(t -> t instanceof UnknownSchemaException || rest(t)) && !registryAway(failure);
    }

    /** Whether the registry answered that it does not take the schema, or has none to write with. */
    static boolean schemaRefused(Throwable failure) {
        return unknownSchema(failure) || causes(failure).anyMatch(SchemaRefusedException.class::isInstance);
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

    private static boolean network(Throwable t) {
        return (t instanceof IOException && !(t instanceof EOFException)) || t instanceof TimeoutException;
    }

    private static boolean rest(Throwable t) {
        return t.getClass().getSimpleName().equals(REST_EXCEPTION);
    }

    private static String text(Throwable t) {
        return sentence(t).toLowerCase(Locale.ROOT);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause).limit(10);
    }
}
