package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.util.Locale;

/** What the sink says about the stream, for people. */
record StreamStatus(JsonNode stream) {

    void print(PrintWriter out) {
        if (stream.hasNonNull("reason")) {
            out.println(stream.get("reason").asText()
                    + (stream.hasNonNull("at")
                            ? " What follows is of " + stream.get("at").asText() + "."
                            : ""));
        } else if (!stream.hasNonNull("at")) {
            out.println("The sink has not looked at the stream yet.");
        }
        for (JsonNode group : stream.path("groups")) {
            out.println(sentence(group, stream.path("arrival_per_second")));
            table(group).print(out);
        }
    }

    private static String sentence(JsonNode group, JsonNode arrival) {
        String name = group.path("group").asText();
        String who = name.equals("none")
                ? "No worker has ever been there"
                : "%s, %d worker%s"
                        .formatted(
                                name,
                                group.path("workers").asInt(),
                                group.path("workers").asInt() == 1 ? "" : "s");
        return "%s: %s; %s arriving, %s done; %s."
                .formatted(who, waiting(group), rate(arrival), rate(group.path("consumption_per_second")), end(group));
    }

    private static String waiting(JsonNode group) {
        long lag = group.path("lag").asLong();
        if (lag == 0) {
            return "no spectrum waits";
        }
        return lag
                + (lag == 1 ? " spectrum waits" : " spectra wait")
                + (group.hasNonNull("oldest_age_seconds")
                        ? ", the oldest for "
                                + Durations.words(
                                        group.get("oldest_age_seconds").asDouble())
                        : "");
    }

    private static String end(JsonNode group) {
        if (group.path("growing").asBoolean()) {
            return "THE BACKLOG DOES NOT SHRINK";
        }
        if (!group.hasNonNull("drain_seconds")) {
            return "when it will be done is not known yet";
        }
        double seconds = group.get("drain_seconds").asDouble();
        return seconds == 0 ? "all done" : "done in " + Durations.words(seconds);
    }

    private static TextTable table(JsonNode group) {
        TextTable table = new TextTable("partition", "waiting", "oldest", "last progress");
        for (JsonNode partition : group.path("partitions")) {
            table.add(
                    partition.path("partition").asText(),
                    partition.path("lag").asText(),
                    duration(partition.path("oldest_age_seconds")),
                    duration(partition.path("progress_age_seconds")));
        }
        return table;
    }

    private static String duration(JsonNode seconds) {
        return seconds.isNumber() ? Durations.words(seconds.asDouble()) : "";
    }

    private static String rate(JsonNode perSecond) {
        return perSecond.isNumber() ? String.format(Locale.ROOT, "%.1f/s", perSecond.asDouble()) : "?/s";
    }
}
