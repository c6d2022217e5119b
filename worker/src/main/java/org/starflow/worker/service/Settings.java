package org.starflow.worker.service;

import org.starflow.model.engine.EngineOptions;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.schemas.telemetry.TraceSettings;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerConfig;
import org.starflow.worker.WorkerException;
import org.starflow.worker.pipeline.PipelineSettings;

import java.util.Optional;

/** Checks the settings and hands them on. */
final class Settings {
    private Settings() {}

    static PipelineSettings of(WorkerConfig config) {
        atLeast(1, config.batch().size(), "batch.size");
        atLeast(1, config.inFlight().batches(), "in-flight.batches");
        atLeast(1, config.inFlight().bytes().asLongValue(), "in-flight.bytes");
        atLeast(0, config.prepareThreads(), "prepare-threads");
        atLeast(1, config.maxRecordBytes().asLongValue(), "max-record-bytes");
        atLeast(1000, config.transactionTimeout().toMillis(), "transaction-timeout (ms)");
        return new PipelineSettings(
                config.topics().spectra(),
                config.topics().inferences(),
                config.topics().rejects(),
                config.batch().size(),
                config.batch().linger(),
                config.inFlight().batches(),
                config.inFlight().bytes().asLongValue(),
                prepareThreads(config),
                config.maxRecordBytes().asLongValue(),
                config.transactionTimeout(),
                config.retryTimeout(),
                config.revokeTimeout(),
                config.stopTimeout(),
                config.stuckAfter());
    }

    /** A projection costs more than all else of a spectrum on a GPU: there, all cores but two, for polling and emitting. */
    private static int prepareThreads(WorkerConfig config) {
        if (config.prepareThreads() > 0) {
            return config.prepareThreads();
        }
        boolean gpu = provider(config.executionProvider()).gpu();
        return gpu ? Math.max(1, Runtime.getRuntime().availableProcessors() - 2) : 1;
    }

    static EngineOptions engine(WorkerConfig config) {
        atLeast(0, config.threads(), "threads");
        atLeast(0, config.samples(), "samples");
        int threads = config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads();
        return new EngineOptions(
                provider(config.executionProvider()), threads, config.batch().size(), config.samples() > 0);
    }

    static Tracing tracing(Optional<String> endpoint, double ratio) {
        try {
            return Tracing.open("starflow-worker", TraceSettings.of(endpoint, ratio));
        } catch (IllegalArgumentException e) {
            throw new WorkerException(ExitCode.ENVIRONMENT, e.getMessage(), e);
        }
    }

    private static ExecutionProvider provider(String name) {
        try {
            return ExecutionProvider.of(name);
        } catch (IllegalArgumentException e) {
            throw new WorkerException(
                    ExitCode.ENVIRONMENT,
                    "starflow.worker.execution-provider: expected cpu, cuda or cuda-fp16, found " + name + ".",
                    e);
        }
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new WorkerException(
                    ExitCode.ENVIRONMENT,
                    "starflow.worker." + name + ": expected at least " + least + ", found " + value + ".");
        }
    }
}
