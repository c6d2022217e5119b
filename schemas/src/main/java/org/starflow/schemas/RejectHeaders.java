package org.starflow.schemas;

/**
 * Headers of a record in {@link Topics#REJECTS}, beside the headers of the original record. The {@code dead-letter-*}
 * names are those of SmallRye Reactive Messaging's dead-letter queue. Values are UTF-8 text.
 */
public final class RejectHeaders {
    /** Why the record was rejected, one sentence. */
    public static final String REASON = "dead-letter-reason";
    /** Topic of the original record. */
    public static final String TOPIC = "dead-letter-topic";
    /** Partition of the original record, decimal. */
    public static final String PARTITION = "dead-letter-partition";
    /** Offset of the original record, decimal. */
    public static final String OFFSET = "dead-letter-offset";
    /** Class name of the exception, where there was one. */
    public static final String EXCEPTION_CLASS_NAME = "dead-letter-exception-class-name";
    /** Name of a {@link RejectCode}. */
    public static final String ERROR_CODE = "starflow-error-code";
    /** Name of the model of the worker that rejected the record. */
    public static final String MODEL_NAME = "starflow-model-name";
    /** Version of the model of the worker that rejected the record. */
    public static final String MODEL_VERSION = "starflow-model-version";

    private RejectHeaders() {}
}
