package org.starflow.sink.telemetry;

import io.quarkus.logging.LoggingFilter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.starflow.schemas.telemetry.FloodFilter;

import java.time.Duration;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** Filter {@code flood} of the console's log handler. */
@LoggingFilter(name = "flood")
public final class FloodLogFilter implements Filter {
    private final FloodFilter filter;

    FloodLogFilter(@ConfigProperty(name = "starflow.log.flood-window", defaultValue = "1m") Duration window) {
        this.filter = new FloodFilter(window);
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        return filter.isLoggable(record);
    }
}
