package org.starflow.producer.reduce;

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

    Map<String, String> steps() {
        return Map.copyOf(steps);
    }
}
