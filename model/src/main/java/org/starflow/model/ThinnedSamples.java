package org.starflow.model;

import org.starflow.model.engine.LabelSummary;
import org.starflow.model.engine.Posterior;
import org.starflow.v1.PosteriorSamples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;

/**
 * Posterior samples for a record: the first kept ones, as half-precision deviations from the mean in units of the
 * standard deviation. The first, because the head of a Sobol sequence is balanced and every n-th point of it is not.
 */
final class ThinnedSamples {
    private static final int MAX = 256;

    private ThinnedSamples() {}

    /** Null when the posterior carries no samples, or none was kept. */
    static PosteriorSamples of(Posterior posterior) {
        if (posterior.samples() == null || posterior.kept() == 0) {
            return null;
        }
        var offset = new ArrayList<Double>();
        var scale = new ArrayList<Double>();
        for (LabelSummary label : posterior.labels()) {
            offset.add(label.mean());
            scale.add(label.std() == null || label.std() == 0 ? 1.0 : label.std());
        }
        int n = Math.min(MAX, posterior.kept());
        ByteBuffer bytes = ByteBuffer.allocate(n * offset.size() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < offset.size(); d++) {
                double standard = (posterior.samples()[i][d] - offset.get(d)) / scale.get(d);
                bytes.putShort(Float.floatToFloat16((float) standard));
            }
        }
        return new PosteriorSamples(n, bytes.flip(), offset, scale);
    }
}
