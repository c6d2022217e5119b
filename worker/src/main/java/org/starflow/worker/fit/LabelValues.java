package org.starflow.worker.fit;

import jakarta.ws.rs.core.MultivaluedMap;
import org.starflow.model.Manifest;

import java.util.List;

/** Labels from the parameters of a request. */
final class LabelValues {
    /** A bound that went through text and back may be off by a rounding. */
    private static final double ROUNDING = 1e-6;

    private LabelValues() {}

    /**
     * One value for each label of a model, in its order.
     *
     * @throws IllegalArgumentException naming the label that is missing, no number or outside the training bounds
     */
    static double[] of(List<Manifest.LabelSpec> labels, MultivaluedMap<String, String> parameters) {
        return labels.stream()
                .mapToDouble(label -> value(label, parameters.getFirst(label.key())))
                .toArray();
    }

    private static double value(Manifest.LabelSpec label, String text) {
        if (text == null) {
            throw new IllegalArgumentException(
                    "The parameter '%s' (%s) is missing.".formatted(label.key(), label.unit()));
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The parameter '%s' is no number.".formatted(label.key()), e);
        }
        double slack = ROUNDING * (label.upper() - label.lower());
        if (!(value >= label.lower() - slack && value <= label.upper() + slack)) {
            throw new IllegalArgumentException("The parameter '%s' is %s; the emulator knows %s to %s %s."
                    .formatted(label.key(), value, label.lower(), label.upper(), label.unit()));
        }
        return Math.clamp(value, label.lower(), label.upper());
    }
}
