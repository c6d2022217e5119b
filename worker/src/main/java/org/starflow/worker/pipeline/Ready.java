package org.starflow.worker.pipeline;

import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.v1.Spectrum;

/** A spectrum that the network can be given. */
record Ready(SourceRecord source, Spectrum spectrum, ProjectedSpectrum projected) implements Prepared {}
