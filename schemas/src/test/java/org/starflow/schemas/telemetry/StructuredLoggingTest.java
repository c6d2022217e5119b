package org.starflow.schemas.telemetry;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StructuredLoggingTest {
    private static final String NAME = "org.starflow.schemas.telemetry.structured";

    private final List<ExtLogRecord> records = new ArrayList<>();
    private final ExtHandler handler = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord record) {
            record.copyAll();
            records.add(record);
        }
    };
    private final Logger target = Logger.getLogger(NAME);

    @BeforeEach
    void listen() {
        target.addHandler(handler);
    }

    @AfterEach
    void leave() {
        target.removeHandler(handler);
    }

    @Test
    void keyValuePairsAreFieldsAndNotPartOfTheMessage() {
        // When
        LoggerFactory.getLogger(NAME)
                .atWarn()
                .addKeyValue("spectrum_id", "HD 140283")
                .addKeyValue("offset", 17)
                .setCause(new IllegalStateException("broken"))
                .log("Spectrum rejected");

        // Then
        var record = records.getFirst();
        assertThat(record.getFormattedMessage()).isEqualTo("Spectrum rejected");
        assertThat(record.getMdcCopy())
                .containsEntry("spectrum_id", "HD 140283")
                .containsEntry("offset", "17");
        assertThat(record.getThrown()).hasMessage("broken");
        assertThat(record.getLoggerName()).isEqualTo(NAME);
        assertThat(record.getLevel().getName()).isEqualTo("WARN");
    }

    @Test
    void fieldsOfAnEventDoNotStayWithTheThread() {
        // When
        LoggerFactory.getLogger(NAME).atInfo().addKeyValue("spectrum_id", "a").log("one");
        LoggerFactory.getLogger(NAME).info("two {} of {}", 2, 3);

        // Then
        assertThat(records.getLast().getFormattedMessage()).isEqualTo("two 2 of 3");
        assertThat(records.getLast().getMdcCopy()).isEmpty();
    }

    @Test
    void theContextOfTheThreadIsThereToo() {
        // When
        MDC.put("request", "7");
        try {
            LoggerFactory.getLogger(NAME).atInfo().addKeyValue("a", "b").log("one");
        } finally {
            MDC.remove("request");
        }

        // Then
        assertThat(records.getFirst().getMdcCopy())
                .containsEntry("request", "7")
                .containsEntry("a", "b");
    }

    @Test
    void theCallerIsTheOneWhoLogs() {
        // When
        LoggerFactory.getLogger(NAME).info("plain");
        LoggerFactory.getLogger(NAME).atInfo().log("fluent");

        // Then
        assertThat(records)
                .extracting(ExtLogRecord::getSourceClassName)
                .containsOnly(getClass().getName());
    }
}
