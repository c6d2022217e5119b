package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

import javax.net.ssl.SSLException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sorts the exceptions of a serializer or deserializer, whoever wrote it. Ours have types; Confluent's reports everything
 * as SerializationException and tells an unknown schema from an absent registry by the cause alone.
 */
public final class RegistryFailures {
    private static final String REST_EXCEPTION = "RestClientException";
    private static final int DEEPEST = 10;

    /** Of the registry itself, of too many questions, or of our credentials: never of the record. */
    private static final Pattern NOT_THE_RECORDS_FAULT =
            Pattern.compile("(error code: |status )(5\\d\\d|401|403|429)(\\d\\d)?\\b", Pattern.CASE_INSENSITIVE);

    private RegistryFailures() {}

    /** Whether the registry could not be asked, failed itself, or does not take our credentials: try again. */
    public static boolean away(Throwable failure) {
        return causes(failure)
                .anyMatch(t -> t instanceof RegistryUnavailableException
                        || network(t)
                        || (answered(t)
                                && t.getMessage() != null
                                && NOT_THE_RECORDS_FAULT.matcher(t.getMessage()).find()));
    }

    /** Whether it is, by its name, Confluent's exception for an answer that is an error. */
    public static boolean answered(Throwable failure) {
        return failure.getClass().getSimpleName().equals(REST_EXCEPTION);
    }

    /** The failure and its causes. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause).limit(DEEPEST);
    }

    /** Not every IOException: reading the bytes of a record throws them as well. */
    private static boolean network(Throwable t) {
        return t instanceof SocketException
                || t instanceof InterruptedIOException
                || t instanceof UnknownHostException
                || t instanceof SSLException
                || t instanceof HttpTimeoutException
                || t instanceof ClosedChannelException
                || t instanceof TimeoutException
                || t instanceof RetriableException;
    }
}
