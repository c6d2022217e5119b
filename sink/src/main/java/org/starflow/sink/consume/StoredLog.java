package org.starflow.sink.consume;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.starflow.sink.record.QuarantinedRecord;
import org.starflow.sink.record.RejectRecord;
import org.starflow.sink.record.ResultRecord;
import org.starflow.sink.record.SinkRecord;

import java.util.List;

/** A line for each stored record, so that a spectrum is found in the log by its identifier: rejects always, results at debug. */
final class StoredLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoredLog.class);

    private StoredLog() {}

    static void stored(List<SinkRecord> records) {
        boolean results = LOGGER.isDebugEnabled();
        for (SinkRecord record : records) {
            switch (record) {
                case RejectRecord reject ->
                    line(LOGGER.atInfo(), reject)
                            .addKeyValue("code", reject.code())
                            .addKeyValue("source", reject.source())
                            .log("Reject stored");
                case ResultRecord result -> {
                    if (results) {
                        line(LOGGER.atDebug(), result)
                                .addKeyValue("source", result.source())
                                .log("Result stored");
                    }
                }
                case QuarantinedRecord _ -> {
                    // The table of quarantine says it, with the reason.
                }
            }
        }
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, SinkRecord record) {
        return line.addKeyValue("spectrum_id", record.spectrumId().orElse("unknown"))
                .addKeyValue("trace_id", record.traceId().orElse("none"))
                .addKeyValue("record", record.position());
    }
}
