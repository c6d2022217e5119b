package org.starflow.worker.pipeline;

import java.util.List;

/** A micro-batch after decoding and projection; records of partitions that were taken away meanwhile are left out. */
record PreparedBatch(RawBatch origin, List<Prepared> items) {}
