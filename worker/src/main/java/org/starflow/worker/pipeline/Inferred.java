package org.starflow.worker.pipeline;

import org.starflow.model.engine.Posterior;
import org.starflow.v1.Spectrum;

/** A spectrum with its posterior. */
record Inferred(SourceRecord source, Spectrum spectrum, Posterior posterior) implements Outcome {}
