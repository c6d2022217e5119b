package org.starflow.worker.pipeline;

import java.util.List;

/** A micro-batch after inference; records of partitions that were taken away meanwhile are left out. */
record OutcomeBatch(RawBatch origin, List<Outcome> outcomes) {}
