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

    /** Gauge: 1 while a dependency answers, else 0, tag dependency: database, registry, broker. */
    public static final String DEPENDENCY_UP = "starflow.sink.dependency.up";
    /** Gauge: time since the latest audit ended; NaN before the first. Unit: s. */
    public static final String AUDIT_AGE = "starflow.sink.audit.age";
    /** Gauge: a label's median and 68 % interval in a night, tags label, unit, q, night. Unit: that of the label. */
    public static final String LABEL = "starflow.sink.label";
    /** Gauge: distance of a label's medians, latest and reference night, over half the reference's 68 % interval. */
    public static final String LABEL_SHIFT = "starflow.sink.label.shift";
    /** Gauge: results in a night, tag night: latest, reference. Unit: records. */
    public static final String NIGHT_RESULTS = "starflow.sink.night.results";

    /** Gauge: spectra not yet inferred or rejected by a group of workers, tags group and partition. Unit: records. */
    public static final String STREAM_LAG = "starflow.stream.lag";
    /** Gauge: age of the oldest spectrum not yet inferred, by its timestamp; 0 without one; tags as lag. Unit: s. */
    public static final String STREAM_OLDEST_AGE = "starflow.stream.oldest.age";
    /** Gauge: time since a group last got on with a partition, or had nothing to do there; tags as lag. Unit: s. */
    public static final String STREAM_PROGRESS_AGE = "starflow.stream.progress.age";
    /** Counter: spectra written to a partition since the topic was made, tag partition. Unit: records. */
    public static final String STREAM_WRITTEN = "starflow.stream.written";
    /** Counter: spectra of a partition that a group has inferred or rejected, tags as lag. Unit: records. */
    public static final String STREAM_PROCESSED = "starflow.stream.processed";
    /** Gauge: spectra a group gets through, over the last minute. Unit: records/s. */
    public static final String STREAM_CONSUMPTION = "starflow.stream.consumption.rate";
    /** Gauge: spectra that arrive, over the last minute. Unit: records/s. */
    public static final String STREAM_ARRIVAL = "starflow.stream.arrival.rate";
    /** Gauge: time until the backlog of a group is gone; NaN while it does not shrink. Unit: s. */
    public static final String STREAM_DRAIN = "starflow.stream.drain";
    /** Gauge: 1 while there is a backlog that does not shrink, else 0, tag group. */
    public static final String STREAM_GROWING = "starflow.stream.growing";
    /** Gauge: workers in a group. Unit: workers. */
    public static final String STREAM_WORKERS = "starflow.stream.workers";
    /** Gauge: when the backlog should be gone, the next time of starflow.sink.stream.deadline. Unit: s since 1970. */
    public static final String STREAM_DEADLINE = "starflow.stream.deadline.timestamp";
    /** Gauge: oldest age that the operators promise, starflow.sink.stream.promised-age. Unit: s. */
    public static final String STREAM_PROMISED_AGE = "starflow.stream.promised.age";
    /** Gauge: time since the stream was last looked at with success; the other figures are as old. Unit: s. */
    public static final String STREAM_LOOK_AGE = "starflow.stream.look.age";

    private SinkMetrics() {}
}
