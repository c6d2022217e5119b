package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;
import org.starflow.schemas.RejectCode;

import javax.net.ssl.SSLException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;

/** What to do with a record that a deserializer refused. */
public sealed interface DecodeFailure {
    /** The record itself is at fault. */
    record Reject(RejectCode code, String reason) implements DecodeFailure {}

    /** The record is not at fault (the registry is away): the same bytes may decode later. */
    record Retry(String reason) implements DecodeFailure {}

    /**
     * Sorts an exception of {@link AvroDeserializer}, or of Confluent's deserializer. Confluent's says by its causes what
     * failed: a {@code RestClientException} or a network error is the registry, everything else the bytes.
     */
    static DecodeFailure of(RuntimeException e) {
        return switch (e) {
            case RegistryUnavailableException away -> new Retry(away.getMessage());
            case UnknownSchemaException unknown -> new Reject(RejectCode.UNKNOWN_SCHEMA, unknown.getMessage());
            case OversizeRecordException large -> new Reject(RejectCode.RECORD_TOO_LARGE, large.getMessage());
            case MalformedRecordException bad -> new Reject(RejectCode.MALFORMED_RECORD, bad.getMessage());
            default -> byCauses(e);
        };
    }

    private static DecodeFailure byCauses(RuntimeException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            String reason = e.getMessage() + ": " + t.getMessage();
            if (t.getClass().getSimpleName().equals("RestClientException")) {
                return reason.contains("error code: 404")
                        ? new Reject(RejectCode.UNKNOWN_SCHEMA, reason)
                        : new Retry(reason);
            }
            boolean network = t instanceof SocketException
                    || t instanceof InterruptedIOException
                    || t instanceof UnknownHostException
                    || t instanceof SSLException
                    || t instanceof RetriableException;
            if (network) {
                return new Retry(reason);
            }
        }
        return new Reject(RejectCode.MALFORMED_RECORD, String.valueOf(e.getMessage()));
    }
}
