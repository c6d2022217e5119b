package org.starflow.local.chaos;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A report for people. */
public final class ReportText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private ReportText() {}

    /** The whole report; ends with a line feed. */
    public static String of(ChaosReport report) {
        var text = new StringBuilder();
        ChaosOptions options = report.options();
        line(
                text,
                "Seed %d, %d spectra in %s, started %s",
                options.seed(),
                report.spectra(),
                minutes(report.length()),
                report.started());
        line(text, "Again: ./starflow chaos %s", command(options));
        line(text, "");
        line(
                text,
                "Faults (times UTC; recovery: until spectra sent after the fault were in the database, from every partition):");
        report.faults().forEach(fault -> line(text, "%s", fault(fault)));
        line(text, "");
        recovery(text, report.faults());
        report.endings().forEach(ending -> line(text, "Ended by itself, as documented: %s", ending));
        line(text, "");
        line(text, report.interrupted() ? "Interrupted: nothing was checked." : "Invariants:");
        report.invariants().forEach(invariant -> invariant(text, invariant));
        line(text, "");
        line(
                text,
                report.isGood()
                        ? "All invariants hold."
                        : "NOT PROVEN: see above; data and logs are in " + options.folder());
        return text.toString();
    }

    private static String command(ChaosOptions options) {
        boolean all = options.kinds().size() == FaultKind.values().length;
        String kinds = options.kinds().stream().sorted().map(FaultKind::label).collect(Collectors.joining(","));
        return "--seed " + options.seed() + " --minutes "
                + Math.max(1, options.length().toMinutes()) + " --rate " + options.rate()
                + (all ? "" : " --faults " + kinds);
    }

    /** One line about a fault. */
    public static String fault(FaultRecord fault) {
        String outcome;
        if (fault.skipped()) {
            outcome = "skipped: " + fault.problem();
        } else if (!fault.problem().isEmpty()) {
            outcome = "FAILED: " + fault.problem();
        } else {
            outcome = fault.recovery() == null ? "NOT RECOVERED" : "recovered after " + seconds(fault.recovery());
        }
        return String.format(
                Locale.ROOT,
                "%s %3d %-26s %6s  %s; %s",
                TIME.format(fault.begun()),
                fault.planned().step(),
                fault.planned().kind().label(),
                seconds(Duration.between(fault.begun(), fault.ended())),
                fault.hit(),
                outcome);
    }

    private static void recovery(StringBuilder text, List<FaultRecord> faults) {
        List<Duration> times = faults.stream()
                .map(FaultRecord::recovery)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        if (!times.isEmpty()) {
            line(
                    text,
                    "%d faults; recovery: median %s, longest %s",
                    faults.size(),
                    seconds(times.get(times.size() / 2)),
                    seconds(times.getLast()));
        }
    }

    private static void invariant(StringBuilder text, Invariant invariant) {
        line(text, "  %s %s (%s)", invariant.holds() ? "holds " : "BROKEN", invariant.name(), invariant.counted());
        invariant.violations().forEach(violation -> line(text, "         %s", violation));
        int more = invariant.count() - invariant.violations().size();
        if (more > 0) {
            line(text, "         and %d more", more);
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private static String minutes(Duration time) {
        return String.format(Locale.ROOT, "%.1f min", time.toMillis() / 6e4);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
