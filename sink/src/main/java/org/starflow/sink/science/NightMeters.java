package org.starflow.sink.science;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.sink.SinkMetrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows the latest night beside the reference night. */
@ApplicationScoped
public class NightMeters {
    private final MultiGauge values;
    private final MultiGauge shifts;
    private final MultiGauge results;

    /** @param registry where the metrics are shown */
    public NightMeters(MeterRegistry registry) {
        values = MultiGauge.builder(SinkMetrics.LABEL)
                .description("Quantiles 0.16, 0.5 and 0.84 of a label's MAP in the latest and the reference night"
                        + " [unit of the label, see label unit]")
                .register(registry);
        shifts = MultiGauge.builder(SinkMetrics.LABEL_SHIFT)
                .description("Median of a label in the latest night minus that of the reference night, over half the"
                        + " 68 % interval of the reference night [ratio]")
                .baseUnit("ratio")
                .register(registry);
        results = MultiGauge.builder(SinkMetrics.NIGHT_RESULTS)
                .description("Results of the newest model in the latest and the reference night [records]")
                .register(registry);
    }

    void show(NightSummary latest, Optional<NightSummary> reference, int leastResults) {
        List<Row<?>> quantiles = new ArrayList<>(quantiles(latest, "latest"));
        List<Row<?>> counts = new ArrayList<>();
        counts.add(Row.of(Tags.of("night", "latest"), latest.results()));
        reference.ifPresent(r -> {
            quantiles.addAll(quantiles(r, "reference"));
            counts.add(Row.of(Tags.of("night", "reference"), r.results()));
        });
        values.register(quantiles, true);
        results.register(counts, true);
        shifts.register(
                reference
                        .filter(r -> latest.results() >= leastResults && r.results() >= leastResults)
                        .map(r -> shifts(latest, r))
                        .orElse(List.of()),
                true);
    }

    private static List<Row<?>> quantiles(NightSummary summary, String night) {
        var rows = new ArrayList<Row<?>>();
        summary.labels().forEach((label, spread) -> {
            var tags = Tags.of("label", label.key(), "unit", label.unit(), "night", night);
            rows.add(Row.of(tags.and("q", "0.16"), spread.q16()));
            rows.add(Row.of(tags.and("q", "0.5"), spread.q50()));
            rows.add(Row.of(tags.and("q", "0.84"), spread.q84()));
        });
        return rows;
    }

    private static List<Row<?>> shifts(NightSummary latest, NightSummary reference) {
        var rows = new ArrayList<Row<?>>();
        latest.labels().forEach((label, spread) -> {
            var before = reference.labels().get(label);
            if (before != null) {
                rows.add(Row.of(Tags.of("label", label.key()), spread.shiftFrom(before)));
            }
        });
        return rows;
    }
}
