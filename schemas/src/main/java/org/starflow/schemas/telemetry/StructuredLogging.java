package org.starflow.schemas.telemetry;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.impl.JBossSlf4jServiceProvider;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

import java.util.concurrent.ConcurrentHashMap;

/**
 * SLF4J on the JBoss LogManager that Quarkus uses. The binding that Quarkus brings writes the key-value pairs of an event
 * into its message; this one makes them fields of the record. Services register it under {@code META-INF/services} and
 * take Quarkus' registration away ({@code quarkus.class-loading.removed-resources}).
 */
public final class StructuredLogging implements SLF4JServiceProvider {
    private final ConcurrentHashMap<String, StructuredLogger> loggers = new ConcurrentHashMap<>();
    private final SLF4JServiceProvider jboss = new JBossSlf4jServiceProvider();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, StructuredLogger::of);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return jboss.getMarkerFactory();
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return jboss.getMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return jboss.getRequestedApiVersion();
    }

    @Override
    public void initialize() {
        jboss.initialize();
    }
}
