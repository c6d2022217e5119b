package org.starflow.sink;

/** Names of the sink's metrics, as Micrometer knows them; Prometheus turns dots into underscores. */
public final class SinkMetrics {
    /** Counter: results written, tag outcome: inserted, updated, duplicate, superseded, conflict. Unit: records. */
    public static final String RESULTS = "starflow.sink.results";
    /** Counter: rejects written. Unit: records. */
    public static final String REJECTS = "starflow.sink.rejects";
    /** Counter: records put in quarantine. Unit: records. */
    public static final String QUARANTINED = "starflow.sink.quarantined";
    /** Timer: one transaction, from the first statement to the commit. Unit: s. */
    public static final String BATCH_SECONDS = "starflow.sink.batch";
    /** Summary: records in one transaction. Unit: records. */
    public static final String BATCH_SIZE = "starflow.sink.batch.size";
    /** Counter: failed tries, tag dependency: database, registry, broker. Unit: tries. */
    public static final String ERRORS = "starflow.sink.errors";
    /** Counter: batches given up because another sink had moved the partition. Unit: batches. */
    public static final String FENCED = "starflow.sink.fenced";
    /** Counter: records that retention deleted before they were stored. Unit: offsets. */
    public static final String SKIPPED = "starflow.sink.skipped";
    /** Gauge: records between the database and the end of a partition, tags topic and partition. Unit: records. */
    public static final String LAG = "starflow.sink.lag";
    /** Gauge: time since the sink last stored something or found nothing to store. Unit: s. */
    public static final String PROGRESS_AGE = "starflow.sink.progress.age";
    /** Counter: rejects published again, tag outcome: published, failed. Unit: records. */
    public static final String REPLAYS = "starflow.sink.replays";
    /** Gauge: differences that the latest audit of a model found, tags model and version. Unit: offsets. */
    public static final String AUDIT_DIFFERENCES = "starflow.sink.audit.differences";

    private SinkMetrics() {}
}
