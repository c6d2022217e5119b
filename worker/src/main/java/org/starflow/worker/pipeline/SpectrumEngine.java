package org.starflow.worker.pipeline;

import org.starflow.model.GridSpectrum;
import org.starflow.model.engine.InferenceOutcome;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;

import java.util.List;

/** What the pipeline needs of {@link org.starflow.model.engine.InferenceEngine}. */
public interface SpectrumEngine extends AutoCloseable {
    /** Projects a spectrum; any thread. */
    Projection project(GridSpectrum spectrum);

    /** Infers up to a batch of spectra; inference thread only. One outcome for each, in order. */
    List<InferenceOutcome> infer(List<ProjectedSpectrum> spectra);

    /** Throws when the engine no longer reproduces the golden figures of its package; inference thread only. */
    void selfTest();

    @Override
    void close();
}
