package org.starflow.schemas.serde;

/** A record is larger than {@code max.record.bytes}; nothing of it was decoded. */
public final class OversizeRecordException extends MalformedRecordException {
    private static final long serialVersionUID = 1L;

    OversizeRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
