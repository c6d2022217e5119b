package org.starflow.schemas.telemetry;

import java.util.Optional;

/** No spans: what continues is what came. */
final class TracingOff implements Tracing {
    @Override
    public boolean on() {
        return false;
    }

    @Override
    public OpenSpan start(String name, Kind kind, Optional<TraceParent> parent, long startNanos) {
        return new NoSpan(parent.orElseGet(TraceParent::start));
    }

    @Override
    public void close() {
        // nothing was opened
    }

    private record NoSpan(TraceParent context) implements OpenSpan {
        @Override
        public OpenSpan set(String key, String value) {
            return this;
        }

        @Override
        public OpenSpan failed(String why) {
            return this;
        }

        @Override
        public void end(long endNanos) {
            // nothing began
        }
    }
}
