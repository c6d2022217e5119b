package org.starflow.sink.record;

import org.apache.kafka.common.errors.RetriableException;
import org.starflow.schemas.serde.RegistryUnavailableException;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;

/** The schema registry does not answer: try the same record again later. */
public final class RegistryAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param cause what the deserializer threw */
    public RegistryAwayException(Throwable cause) {
        super("The schema registry does not answer: " + cause.getMessage(), cause);
    }

    /** Whether a deserializer's exception means that the registry is away, whoever wrote the deserializer. */
    static boolean isCauseOf(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof RegistryUnavailableException
                    || t instanceof RetriableException
                    || t instanceof ConnectException
                    || t instanceof SocketTimeoutException
                    || t instanceof UnknownHostException
                    || t instanceof HttpTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
