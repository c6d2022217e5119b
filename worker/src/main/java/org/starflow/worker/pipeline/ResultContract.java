package org.starflow.worker.pipeline;

import org.starflow.model.engine.Posterior;
import org.starflow.v1.Inference;
import org.starflow.v1.SourcePosition;
import org.starflow.v1.Spectrum;

/** Makes the Avro record of a result. */
@FunctionalInterface
public interface ResultContract {
    /** The result of a spectrum at this position. */
    Inference toAvro(Spectrum spectrum, SourcePosition source, Posterior posterior);
}
