package org.starflow.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import org.apache.kafka.common.TopicPartition;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.ResultFlag;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The meters of the worker, one constant each. In Prometheus, dots are underscores and counters end in _total. */
public final class WorkerMetrics {
    /** Records that were committed or left, by {@link #OUTCOME}: inferred, rejected, abandoned (read again later). */
    public static final String RECORDS = "starflow.worker.records";
    /** Rejected records by {@link #CODE}. */
    public static final String REJECTS = "starflow.worker.rejects";
    /** Batches given to the network. */
    public static final String BATCHES = "starflow.worker.batches";
    /** Spectra in a batch given to the network. */
    public static final String BATCH_SIZE = "starflow.worker.batch.size";
    /** Seconds of a batch by {@link #STAGE}: decode, project, infer, emit, and queue, in which no stage worked on it. */
    public static final String STAGE_SECONDS = "starflow.worker.stage";
    /** Seconds from the timestamp of a spectrum to the commit of its result. */
    public static final String LATENCY = "starflow.worker.latency";
    /** Fraction of posterior samples outside the training bounds. */
    public static final String F_REJECT = "starflow.worker.f.reject";
    /** Chi-square of the re-simulated spectrum over its degrees of freedom. */
    public static final String CHI2_REDUCED = "starflow.worker.chi2.reduced";
    /** Results that carry a {@link #FLAG}. */
    public static final String FLAGS = "starflow.worker.flags";
    /** Transactions by {@link #OUTCOME}: committed, aborted. */
    public static final String TRANSACTIONS = "starflow.worker.transactions";
    /** Times that the schema registry did not answer. */
    public static final String REGISTRY_WAITS = "starflow.worker.registry.waits";
    /** Records of an owned {@link #PARTITION} that are not committed. */
    public static final String PARTITION_LAG = "starflow.worker.partition.lag";
    /** Records of all owned partitions that are not committed. */
    public static final String LAG = "starflow.worker.lag";
    /** Age in seconds of the oldest record in flight, by its timestamp; 0 when there is none. */
    public static final String OLDEST_AGE = "starflow.worker.oldest.age";
    /** Seconds since a batch was committed, or the poll loop found nothing to do. */
    public static final String PROGRESS_AGE = "starflow.worker.progress.age";
    /** Owned partitions. */
    public static final String ASSIGNED = "starflow.worker.partitions.assigned";
    /** Owned partitions that are paused because the stages are full. */
    public static final String PAUSED = "starflow.worker.partitions.paused";
    /** Batches between poll and commit. */
    public static final String IN_FLIGHT = "starflow.worker.in.flight.batches";
    /** 1, labelled with version, model, model_version, model_sha256 and execution_provider. */
    public static final String INFO = "starflow.worker.info";

    /** Label: what became of it. */
    public static final String OUTCOME = "outcome";
    /** Label: a {@link RejectCode}. */
    public static final String CODE = "code";
    /** Label: a {@link Step} in lower case. */
    public static final String STAGE = "stage";
    /** Label: a {@link ResultFlag}. */
    public static final String FLAG = "flag";
    /** Label: number of a partition. */
    public static final String PARTITION = "partition";

    /** Steps of {@link #STAGE_SECONDS}. */
    public enum Step {
        QUEUE,
        DECODE,
        PROJECT,
        INFER,
        EMIT
    }

    private final MeterRegistry registry;
    private final Counter inferred;
    private final Counter rejected;
    private final Counter abandoned;
    private final Counter batches;
    private final Counter committed;
    private final Counter aborted;
    private final Counter registryWaits;
    private final Timer latency;
    private final DistributionSummary batchSize;
    private final DistributionSummary fReject;
    private final DistributionSummary chi2;
    private final Map<RejectCode, Counter> rejects = new EnumMap<>(RejectCode.class);
    private final Map<ResultFlag, Counter> flags = new EnumMap<>(ResultFlag.class);
    private final Map<Step, Timer> steps = new EnumMap<>(Step.class);
    private final Map<TopicPartition, AtomicLong> lags = new ConcurrentHashMap<>();

    /** Registers every meter, so that each series is there from the start. */
    public WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        inferred = registry.counter(RECORDS, OUTCOME, "inferred");
        rejected = registry.counter(RECORDS, OUTCOME, "rejected");
        abandoned = registry.counter(RECORDS, OUTCOME, "abandoned");
        batches = registry.counter(BATCHES);
        committed = registry.counter(TRANSACTIONS, OUTCOME, "committed");
        aborted = registry.counter(TRANSACTIONS, OUTCOME, "aborted");
        registryWaits = registry.counter(REGISTRY_WAITS);
        latency = Timer.builder(LATENCY).publishPercentiles(0.5, 0.9, 0.99).register(registry);
        batchSize = summary(BATCH_SIZE);
        fReject = summary(F_REJECT);
        chi2 = summary(CHI2_REDUCED);
        for (RejectCode code : RejectCode.values()) {
            rejects.put(code, registry.counter(REJECTS, CODE, code.name()));
        }
        for (ResultFlag flag : ResultFlag.values()) {
            flags.put(flag, registry.counter(FLAGS, FLAG, flag.name()));
        }
        for (Step step : Step.values()) {
            steps.put(step, registry.timer(STAGE_SECONDS, STAGE, step.name().toLowerCase(Locale.ROOT)));
        }
        Gauge.builder(
                        LAG,
                        lags,
                        m -> m.values().stream().mapToLong(AtomicLong::get).sum())
                .register(registry);
    }

    /** Registers a gauge of the pipeline. */
    public void gauge(String name, Supplier<Number> value) {
        Gauge.builder(name, value).register(registry);
    }

    /** Registers an age of the pipeline. */
    public void age(String name, Supplier<Duration> age) {
        TimeGauge.builder(name, () -> age.get().toMillis(), TimeUnit.MILLISECONDS)
                .register(registry);
    }

    /** Says which software and model run. */
    public void info(Map<String, String> labels) {
        var tags = labels.entrySet().stream()
                .reduce(Tags.empty(), (t, e) -> t.and(e.getKey(), e.getValue()), Tags::concat);
        registry.gauge(INFO, tags, 1);
    }

    /** A batch went through the network. */
    public void batchInferred(int size, long nanos) {
        batches.increment();
        batchSize.record(size);
        step(Step.INFER, nanos);
    }

    /** A step of a batch took so long. */
    public void step(Step step, long nanos) {
        steps.get(step).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A result was committed; chi-square null where there is none. */
    public void inferred(double rejectedFraction, Double chi2Reduced, long flagWord) {
        inferred.increment();
        fReject.record(rejectedFraction);
        if (chi2Reduced != null) {
            chi2.record(chi2Reduced);
        }
        ResultFlag.of(flagWord).forEach(flag -> flags.get(flag).increment());
    }

    /** A reject was committed. */
    public void rejected(RejectCode code) {
        rejected.increment();
        rejects.get(code).increment();
    }

    /** Records were left uncommitted; their partition's next owner reads them again. */
    public void abandoned(int records) {
        abandoned.increment(records);
    }

    /** So long after its timestamp, a record was committed. */
    public void latency(Duration sinceTimestamp) {
        latency.record(sinceTimestamp.isNegative() ? Duration.ZERO : sinceTimestamp);
    }

    /** A transaction ended. */
    public void transaction(boolean wasCommitted) {
        (wasCommitted ? committed : aborted).increment();
    }

    /** The schema registry did not answer. */
    public void registryWait() {
        registryWaits.increment();
    }

    /** Records of a partition that are not committed. */
    public void lag(TopicPartition partition, long records) {
        lags.computeIfAbsent(
                        partition,
                        p -> registry.gauge(
                                PARTITION_LAG, Tags.of(PARTITION, Integer.toString(p.partition())), new AtomicLong()))
                .set(records);
    }

    private DistributionSummary summary(String name) {
        return DistributionSummary.builder(name).publishPercentiles(0.5, 0.9).register(registry);
    }
}
