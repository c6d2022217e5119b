package org.starflow.local.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;

/** A report for programs. */
final class ReportJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportJson() {}

    static String of(ChaosReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("seed", report.options().seed());
        root.put("rate", report.options().rate());
        root.put("model", report.options().model().toString());
        root.put("started", report.started().toString());
        root.put("seconds", report.length().toMillis() / 1e3);
        root.put("spectra", report.spectra());
        root.put("good", report.isGood());
        root.put("interrupted", report.interrupted());
        var schedule = root.putArray("schedule");
        report.planned().forEach(planned -> schedule.add(planned.line()));
        var faults = root.putArray("faults");
        report.faults().forEach(fault -> faults.add(fault(fault)));
        var invariants = root.putArray("invariants");
        report.invariants().forEach(invariant -> invariants.add(invariant(invariant)));
        var endings = root.putArray("ended_by_themselves");
        report.endings().forEach(endings::add);
        return root.toPrettyString();
    }

    private static ObjectNode fault(FaultRecord fault) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("step", fault.planned().step());
        node.put("kind", fault.planned().kind().label());
        node.put("begun", fault.begun().toString());
        node.put("seconds", Duration.between(fault.begun(), fault.ended()).toMillis() / 1e3);
        node.put("hit", fault.hit());
        if (fault.recovery() == null) {
            node.putNull("recovery_seconds");
        } else {
            node.put("recovery_seconds", fault.recovery().toMillis() / 1e3);
        }
        node.put("problem", fault.problem());
        node.put("skipped", fault.skipped());
        return node;
    }

    private static ObjectNode invariant(Invariant invariant) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", invariant.name());
        node.put("holds", invariant.holds());
        node.put("counted", invariant.counted());
        node.put("violations", invariant.count());
        var examples = node.putArray("examples");
        invariant.violations().forEach(examples::add);
        return node;
    }
}
