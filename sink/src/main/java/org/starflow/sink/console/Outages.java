package org.starflow.sink.console;

import org.starflow.sink.dependency.DependencyState;

/** What it means when something is away. */
final class Outages {
    private Outages() {}

    static ConsoleViews.Dependency view(DependencyState state) {
        return new ConsoleViews.Dependency(
                state.dependency().key(),
                state.reachable(),
                state.since(),
                state.cause(),
                state.reachable() ? null : effect(state));
    }

    private static String effect(DependencyState state) {
        return "Nothing is lost: %s. %s"
                .formatted(
                        state.dependency().comfort(),
                        switch (state.dependency()) {
                            case DATABASE ->
                                "They are stored when it is back; tables and charts show nothing new until then.";
                            case BROKER -> "Workers go on when it is back; lag and workers below are the last known.";
                            case REGISTRY ->
                                "Whoever meets a schema that it does not know yet goes on when it is back.";
                        });
    }
}
