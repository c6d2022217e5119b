package org.starflow.schemas.telemetry;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Filter of a log handler: one warning of a kind a minute, then how many more there were. What tells of one record of a
 * topic, or of what a person did, always passes.
 */
public final class FloodFilter implements Filter {
    /** Fields that make a message one of its own. */
    private static final List<String> OF_ITS_OWN = List.of("spectrum_id", "record", "source", "by");

    private static final String COUNT = "further";

    private final FloodGate gate;
    private final Duration window;

    /** @param window in which one warning stands for all of its kind; zero: everything passes */
    public FloodFilter(Duration window) {
        this.window = window;
        this.gate = new FloodGate(window, System::nanoTime);
        if (window.isPositive()) {
            long every = Math.max(1, window.toMillis() / 20);
            Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("log-flood-gate").factory())
                    .scheduleWithFixedDelay(this::tell, every, every, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (window.isZero() || record.getLevel().intValue() < Level.WARN.intValue()) {
            return true;
        }
        var own = ExtLogRecord.wrap(record);
        if (own.getMdc(COUNT) != null || OF_ITS_OWN.stream().anyMatch(key -> own.getMdc(key) != null)) {
            return true;
        }
        return gate.admits(record.getLoggerName(), record.getLevel().intValue(), own.getFormattedMessage());
    }

    private void tell() {
        gate.sweep().forEach(this::tell);
    }

    private void tell(FloodGate.Held held) {
        boolean error = held.level() > Level.WARN.intValue();
        String text = "%d further %s in the last %s like: %s"
                .formatted(held.count(), error ? "errors" : "warnings", words(window), held.example());
        var record = new ExtLogRecord(
                error ? Level.ERROR : Level.WARN,
                text,
                ExtLogRecord.FormatStyle.NO_FORMAT,
                FloodFilter.class.getName());
        record.setLoggerName(held.logger());
        record.putMdc(COUNT, Long.toString(held.count()));
        Logger.getLogger(held.logger()).logRaw(record);
    }

    private static String words(Duration window) {
        return window.equals(Duration.ofMinutes(1)) ? "minute" : window.toSeconds() + " s";
    }
}
