package org.starflow.sink.console;

/** What it means when something is away. */
final class Outages {
    private static final String DATABASE =
            "Nothing is lost: results wait in the topic and are stored when it is back. Tables and charts show nothing new until then.";
    private static final String BROKER =
            "Nothing is lost: producers and workers wait and go on when it is back. Lag and workers below are the last known.";
    private static final String REGISTRY =
            "Nothing is lost: whoever meets a schema that it does not know yet waits and goes on when it is back.";

    private Outages() {}

    static ConsoleViews.Dependency database(Reading<?> reading) {
        return view("database", reading, DATABASE);
    }

    static ConsoleViews.Dependency broker(Reading<?> reading) {
        return view("broker", reading, BROKER);
    }

    static ConsoleViews.Dependency registry(Reading<?> reading) {
        return view("registry", reading, REGISTRY);
    }

    private static ConsoleViews.Dependency view(String name, Reading<?> reading, String effect) {
        return new ConsoleViews.Dependency(
                name, reading.up(), reading.since(), reading.reason().orElse(null), reading.up() ? null : effect);
    }
}
