package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.starflow.worker.WorkerMetrics;
import org.starflow.worker.kafka.KafkaFailures;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The stages of the worker, a thread each, with a bounded number of batches between them: poll · decode and project ·
 * infer · encode · commit. They open from the back, so that nothing is polled that could not be inferred and committed.
 */
public final class Pipeline {
    private static final Duration ABANDON_TIMEOUT = Duration.ofSeconds(2);

    private final PipelineSettings settings;
    private final Thread pollThread;
    private final PollLoop poll;
    private final StageThread<RawBatch> prepare;
    private final StageThread<PreparedBatch> infer;
    private final StageThread<OutcomeBatch> encode;
    private final StageThread<EncodedBatch> commit;
    private final java.util.function.Consumer<Throwable> failed;
    private volatile boolean engineOpen;
    private volatile boolean stopping;

    /**
     * Wires the stages; nothing runs yet.
     *
     * @param failed is told once or more what ended a stage; the pipeline is then to be stopped
     */
    public Pipeline(
            PipelineSettings settings,
            PipelineParts parts,
            WorkerMetrics metrics,
            java.util.function.Consumer<Throwable> failed) {
        this.settings = settings;
        this.failed = failed;
        Consumer<byte[], byte[]> consumer = parts.consumer().get();
        var inFlight = new InFlight(settings.batchesInFlight(), settings.bytesInFlight());
        var ownership = new Ownership(consumer.groupMetadata());
        var tracker = new CommitTracker(inFlight, metrics);
        var rejects = new RejectRecords(settings.rejectTopic(), parts.modelName(), parts.modelVersion());
        var commitStage = new CommitStage(
                rejects,
                parts.publisher(),
                ownership,
                new CommitRetry.Policy(
                        settings.retryTimeout(),
                        settings.transactionTimeout(),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5)),
                tracker,
                metrics,
                parts.tracing());
        commit = new StageThread<>("commit", commitStage, this::startPolling, failed);
        var results = new ResultRecords(settings.resultTopic(), parts.contract(), parts.serializer());
        encode = new StageThread<>(
                "encode", new EncodeStage(results, rejects, patience(metrics), commit::submit), () -> {}, failed);
        var inferStage = new InferStage(parts.engine(), ownership, metrics, encode::submit);
        infer = new StageThread<>("infer", inferStage, this::engineOpened, failed);
        var decoder = new RecordDecoder(parts.deserializer(), parts.decoder(), settings.maxRecordBytes());
        prepare = new StageThread<>(
                "prepare",
                new PrepareStage(
                        decoder,
                        inferStage::project,
                        settings.prepareThreads(),
                        ownership,
                        patience(metrics),
                        metrics,
                        infer::submit),
                () -> {},
                failed);
        poll = new PollLoop(
                consumer,
                settings.topic(),
                new MicroBatcher(settings.batchSize(), settings.bytesInFlight(), settings.linger(), System::nanoTime),
                inFlight,
                ownership,
                tracker,
                settings.revokeTimeout(),
                metrics,
                prepare::submit);
        pollThread = new Thread(this::pollUntilStopped, "starflow-poll");
        show(metrics, settings, inFlight, tracker);
    }

    private void show(WorkerMetrics metrics, PipelineSettings settings, InFlight inFlight, CommitTracker tracker) {
        metrics.gauge(
                WorkerMetrics.BATCH_CAPACITY, "Most spectra in a batch, as configured [records]", settings::batchSize);
        metrics.gauge(WorkerMetrics.IN_FLIGHT, "Batches between poll and commit [batches]", inFlight::batches);
        metrics.gauge(WorkerMetrics.ASSIGNED, "Partitions that this worker owns [partitions]", poll::assigned);
        metrics.gauge(
                WorkerMetrics.PAUSED,
                "Owned partitions that are paused because the stages are full [partitions]",
                poll::paused);
        metrics.age(
                WorkerMetrics.PROGRESS_AGE,
                "Since a batch was committed, or there was nothing to do [s]",
                tracker::progressAge);
        metrics.age(
                WorkerMetrics.OLDEST_AGE,
                "Age of the oldest record in flight, by its timestamp; 0 when there is none [s]",
                () -> age(inFlight));
    }

    /** Begins to open the stages. */
    public void start() {
        infer.start();
    }

    /** Whether the engine has been opened, warmed up and tested, and the broker is being polled. */
    public boolean ready() {
        return engineOpen && poll.running() && !stopping && stalled().isEmpty();
    }

    /** Names the stage that is dead or stuck, if one is. */
    public Optional<String> stalled() {
        if (stopping || !engineOpen) {
            return Optional.empty();
        }
        if (poll.running() && (!pollThread.isAlive() || poll.beatAge().compareTo(settings.stuckAfter()) > 0)) {
            return Optional.of("poll");
        }
        for (var stage : List.of(prepare, infer, encode, commit)) {
            if (stage.stalled(settings.stuckAfter())) {
                return Optional.of(stage.name());
            }
        }
        return Optional.empty();
    }

    /**
     * Stops: polls nothing new, commits what is in flight as far as the stop timeout allows, leaves the group. After a
     * failure, or when {@link #abandon} is called meanwhile, what is in flight is left and is read again.
     */
    public synchronized void stop(boolean drain) {
        stopping = true;
        poll.stop(drain ? settings.stopTimeout() : Duration.ZERO);
        try {
            if (pollThread.isAlive()) {
                pollThread.join(settings.stopTimeout().plus(ABANDON_TIMEOUT));
            }
            for (var stage : List.of(prepare, infer, encode, commit)) {
                stage.end();
            }
            for (var stage : List.of(prepare, infer, encode, commit)) {
                stage.join(ABANDON_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts a stop short. */
    public void abandon() {
        stopping = true;
        poll.stop(Duration.ZERO);
    }

    private void engineOpened() {
        engineOpen = true;
        prepare.start();
        encode.start();
        commit.start();
    }

    private void startPolling() {
        if (!stopping) {
            pollThread.start();
        }
    }

    private void pollUntilStopped() {
        try {
            poll.run();
        } catch (InterruptException e) {
            if (!stopping) {
                failed.accept(e);
            }
        } catch (KafkaException e) {
            failed.accept(KafkaFailures.fatal(e));
        } catch (Throwable e) { // also Error: a worker that does not poll must end
            failed.accept(e);
        }
    }

    private static RegistryPatience patience(WorkerMetrics metrics) {
        return new RegistryPatience(metrics, Duration.ofMillis(500), Duration.ofSeconds(5));
    }

    private static Duration age(InFlight inFlight) {
        var oldest = inFlight.oldestTimestamp();
        return oldest.isEmpty()
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, System.currentTimeMillis() - oldest.getAsLong()));
    }
}
