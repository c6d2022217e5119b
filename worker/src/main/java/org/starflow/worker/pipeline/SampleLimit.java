package org.starflow.worker.pipeline;

import org.starflow.v1.Inference;
import org.starflow.v1.PosteriorSamples;

/** Cuts the posterior samples of a result to so many. The head of a Sobol sequence is balanced in itself. */
public final class SampleLimit {
    private SampleLimit() {}

    /** The contract with at most so many samples in each result. */
    public static ResultContract limit(ResultContract contract, int most) {
        return (spectrum, source, posterior) -> cut(contract.toAvro(spectrum, source, posterior), most);
    }

    private static Inference cut(Inference inference, int most) {
        PosteriorSamples samples = inference.getSamples();
        if (samples == null || samples.getN() <= most) {
            return inference;
        }
        int rowBytes = samples.getOffset().size() * Short.BYTES;
        var head = samples.getValues().duplicate();
        head.limit(head.position() + most * rowBytes);
        return Inference.newBuilder(inference)
                .setSamples(new PosteriorSamples(most, head, samples.getOffset(), samples.getScale()))
                .build();
    }
}
