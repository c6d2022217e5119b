package org.starflow.producer.reduce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was done to a spectrum, one sentence a step, for provenance. */
final class ReductionLog {
    private final Map<String, String> steps = new LinkedHashMap<>();

    /** Records a step; a second sentence of the same step is added to the first. */
    void say(String step, String format, Object... values) {
        steps.merge(step, String.format(Locale.ROOT, format, values), (a, b) -> a + "; " + b);
    }

    /**
     * In the order in which they were done. Not {@code Map.copyOf}: its order differs from process to process, and the same
     * file must give the same bytes.
     */
    Map<String, String> steps() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }
}
