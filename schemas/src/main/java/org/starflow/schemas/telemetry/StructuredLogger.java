package org.starflow.schemas.telemetry;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.DefaultLoggingEventBuilder;
import org.slf4j.spi.LoggingEventAware;

import java.util.List;

/** Writes events as records of the JBoss LogManager, key-value pairs as fields of the record's diagnostic context. */
final class StructuredLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;
    private static final String CALLER =
            LegacyAbstractLogger.class.getSuperclass().getName();
    private static final String FLUENT_CALLER = DefaultLoggingEventBuilder.class.getName();

    private final transient Logger target;

    private StructuredLogger(String name, Logger target) {
        this.name = name;
        this.target = target;
    }

    static StructuredLogger of(String name) {
        return new StructuredLogger(name, Logger.getLogger(name.equals(ROOT_LOGGER_NAME) ? "" : name));
    }

    @Override
    public boolean isTraceEnabled() {
        return target.isLoggable(org.jboss.logmanager.Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return target.isLoggable(org.jboss.logmanager.Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return target.isLoggable(org.jboss.logmanager.Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return target.isLoggable(org.jboss.logmanager.Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return target.isLoggable(org.jboss.logmanager.Level.ERROR);
    }

    @Override
    public void log(LoggingEvent event) {
        String boundary = event.getCallerBoundary();
        write(
                event.getLevel(),
                event.getMessage(),
                event.getArgumentArray(),
                event.getThrowable(),
                event.getKeyValuePairs(),
                boundary == null ? FLUENT_CALLER : boundary);
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        write(level, pattern, arguments, thrown, List.of(), CALLER);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return CALLER;
    }

    private void write(
            Level level,
            String pattern,
            Object[] arguments,
            Throwable thrown,
            List<KeyValuePair> fields,
            String boundary) {
        var message = MessageFormatter.arrayFormat(pattern, arguments, thrown);
        var record =
                new ExtLogRecord(target(level), message.getMessage(), ExtLogRecord.FormatStyle.NO_FORMAT, boundary);
        record.setLoggerName(target.getName());
        record.setThrown(thrown == null ? message.getThrowable() : thrown);
        if (fields != null) {
            for (KeyValuePair field : fields) {
                record.putMdc(field.key, String.valueOf(field.value));
            }
        }
        target.logRaw(record);
    }

    private static java.util.logging.Level target(Level level) {
        return switch (level) {
            case TRACE -> org.jboss.logmanager.Level.TRACE;
            case DEBUG -> org.jboss.logmanager.Level.DEBUG;
            case INFO -> org.jboss.logmanager.Level.INFO;
            case WARN -> org.jboss.logmanager.Level.WARN;
            case ERROR -> org.jboss.logmanager.Level.ERROR;
        };
    }
}
