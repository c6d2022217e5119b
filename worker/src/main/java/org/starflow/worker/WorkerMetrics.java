package org.starflow.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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
    /** 1 while the worker is ready: model loaded, warm, tested, broker polled; else 0. */
    public static final String READY = "starflow.worker.ready";
    /** Most spectra in a batch, as configured. */
    public static final String BATCH_CAPACITY = "starflow.worker.batch.capacity";
    /** Memory of a {@link #GPU} in use by all processes, in bytes. */
    public static final String GPU_MEMORY_USED = "starflow.worker.gpu.memory.used";
    /** Memory of a {@link #GPU}, in bytes. */
    public static final String GPU_MEMORY = "starflow.worker.gpu.memory.size";
    /** Share of the time in which a {@link #GPU} computed, 0 to 1. */
    public static final String GPU_UTILIZATION = "starflow.worker.gpu.utilization";
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
    /** Label: number of a GPU on its machine. */
    public static final String GPU = "gpu";
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

    private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};
    private static final double[] FRACTIONS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1};
    private static final double[] CHI2 = {0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100};
    private static final double[] STEP_SECONDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
    private static final double[] LATENCY_SECONDS = {
        0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400, 604_800
    };

    private final MeterRegistry registry;
    private final Meters meters;
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
        this.meters = new Meters(registry);
        inferred = records("inferred");
        rejected = records("rejected");
        abandoned = records("abandoned");
        batches = meters.counter(BATCHES, "Batches given to the network [batches]");
        committed = transactions("committed");
        aborted = transactions("aborted");
        registryWaits = meters.counter(
                REGISTRY_WAITS, "Times that the schema registry did not answer and was waited for [tries]");
        latency = meters.timer(
                LATENCY, "From the timestamp of a spectrum to the commit of its outcome [s]", LATENCY_SECONDS);
        batchSize = meters.histogram(BATCH_SIZE, "Spectra in a batch given to the network [records]", BATCH_SIZES);
        fReject = meters.histogram(
                F_REJECT,
                "Results by the fraction of posterior samples outside the training bounds [ratio]",
                FRACTIONS);
        chi2 = meters.histogram(
                CHI2_REDUCED,
                "Results by chi-square of the re-simulated spectrum over its degrees of freedom [1]",
                CHI2);
        for (RejectCode code : RejectCode.values()) {
            rejects.put(code, meters.counter(REJECTS, "Rejected records by code [records]", CODE, code.name()));
        }
        for (ResultFlag flag : ResultFlag.values()) {
            flags.put(flag, meters.counter(FLAGS, "Results that carry a flag [records]", FLAG, flag.name()));
        }
        for (Step step : Step.values()) {
            steps.put(
                    step,
                    meters.timer(
                            STAGE_SECONDS,
                            "Time of a batch by stage; queue: time in which no stage worked on it [s]",
                            STEP_SECONDS,
                            STAGE,
                            step.name().toLowerCase(Locale.ROOT)));
        }
        meters.gauge(
                LAG,
                "Records of all owned partitions that are not committed [records]",
                () -> lags.values().stream().mapToLong(AtomicLong::get).sum());
    }

    private Counter records(String outcome) {
        return meters.counter(
                RECORDS, "Records that were committed, or left to be read again [records]", OUTCOME, outcome);
    }

    private Counter transactions(String outcome) {
        return meters.counter(TRANSACTIONS, "Transactions by their end [transactions]", OUTCOME, outcome);
    }

    /** Registers a gauge of the pipeline. */
    public void gauge(String name, String help, Supplier<Number> value) {
        meters.gauge(name, help, value);
    }

    /** Registers an age of the pipeline. */
    public void age(String name, String help, Supplier<Duration> age) {
        meters.age(name, help, age);
    }

    /** Says which software and model run. */
    public void info(Map<String, String> labels) {
        var tags = labels.entrySet().stream()
                .reduce(Tags.empty(), (t, e) -> t.and(e.getKey(), e.getValue()), Tags::concat);
        Gauge.builder(INFO, () -> 1)
                .description("Software, model and execution provider in use [1]")
                .tags(tags)
                .register(registry);
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
        lags.computeIfAbsent(partition, this::register).set(records);
    }

    private AtomicLong register(TopicPartition partition) {
        var lag = new AtomicLong();
        meters.gauge(
                PARTITION_LAG,
                "Records of an owned partition that are not committed [records]",
                lag::get,
                PARTITION,
                Integer.toString(partition.partition()));
        return lag;
    }
}
