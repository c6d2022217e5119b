package org.starflow.worker.pipeline;

import java.util.List;

/** A micro-batch whose outcomes are records now. */
record EncodedBatch(RawBatch origin, List<Outbound> outbound) {}
