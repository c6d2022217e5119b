package org.starflow.worker.pipeline;

import java.time.Duration;

/**
 * Bounds of a pipeline: see docs/worker.md.
 *
 * @param topic of spectra
 * @param transactionTimeout that the producer is configured with
 */
public record PipelineSettings(
        String topic,
        String resultTopic,
        String rejectTopic,
        int batchSize,
        Duration linger,
        int batchesInFlight,
        long bytesInFlight,
        int prepareThreads,
        long maxRecordBytes,
        Duration transactionTimeout,
        Duration retryTimeout,
        Duration revokeTimeout,
        Duration stopTimeout,
        Duration stuckAfter) {}
