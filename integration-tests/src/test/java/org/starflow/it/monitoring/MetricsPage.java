package org.starflow.it.monitoring;

import org.starflow.it.support.Project;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/metrics.md, made of what running services say about their metrics. */
final class MetricsPage {
    /** Labels whose values are fixed by the code, and worth listing where they are few. */
    private static final Set<String> FIXED = Set.of("outcome", "stage", "dependency", "night", "q");

    private static final Pattern HELP = Pattern.compile("(.*) \\[([^\\]]+)]");

    private MetricsPage() {}

    static Path file() {
        return Project.root().resolve("docs/metrics.md");
    }

    static String render(String worker, String sink, String producer) {
        return """
                # Metrics

                Made from running services by `MonitoringIT`, which fails when this page differs; `-Dmetrics.write=true`
                writes it anew. What to make of them: the dashboards in `k8s/monitoring/dashboards/`, the alerts in
                `k8s/monitoring/rules/` and [Alerts](operations.md#alerts). Why they are as they are:
                [ADR 040](adr/040-who-measures-the-stream.md).

                * A *histogram* has `_bucket`, `_sum` and `_count`, and beside it a gauge `_max` of the last minutes. It adds up
                  over workers.
                * NaN means: not known, or does not apply. Comparisons with it are false, so no alert comes of it.
                * Every label has few values: partitions, groups of workers, codes, flags, labels of the model. No identifier of
                  a spectrum, a file or a target is ever a label.
                * Beside these, workers and sink show Micrometer's `jvm_*`, `process_*`, `system_*` and `http_server_*`, the sink
                  also `agroal_*`. The metrics of the Kafka clients are not shown: they have series for every node, topic and
                  partition of every client.

                ## Worker
                `/q/metrics`. Constants: `org.starflow.worker.WorkerMetrics`.

                %s
                ## Sink
                `/q/metrics`. Constants: `org.starflow.sink.SinkMetrics`. What begins with `starflow_stream_` is about the spectra
                topic and all its workers; every sink shows the same, so take `max`, not `sum`, over sinks.

                %s
                ## Producer
                `/metrics` on `STARFLOW_PRODUCER_METRICS_PORT`, while `send`, `watch`, `simulate` or `replay` runs; without that
                variable there are none. A pipeline that publishes by itself can show the same names.

                %s""".formatted(table(worker), table(sink), table(producer));
    }

    private static String table(String text) {
        List<Exposition.Family> families = Exposition.families(text, "starflow_");
        return families.stream()
                .map(MetricsPage::row)
                .collect(Collectors.joining(
                        "\n", "| metric | type | unit | labels | meaning |\n|---|---|---|---|---|\n", "\n"));
    }

    private static String row(Exposition.Family family) {
        var help = HELP.matcher(family.help());
        if (!help.matches()) {
            throw new AssertionError(
                    family.name() + ": expected a help text that ends in [unit], found: " + family.help());
        }
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(family.name(), family.type(), help.group(2), labels(family.labels()), help.group(1));
    }

    private static String labels(Map<String, Set<String>> labels) {
        return labels.entrySet().stream()
                .map(label -> "`" + label.getKey().toLowerCase(Locale.ROOT) + "`"
                        + (FIXED.contains(label.getKey()) ? ": " + String.join(", ", label.getValue()) : ""))
                .collect(Collectors.joining("; "));
    }
}
