package org.starflow.worker.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.starflow.schemas.telemetry.TraceParent;

/** A line for each spectrum, so that it is found in the log by its identifier: rejects always, results at debug. */
final class OutcomeLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

    private OutcomeLog() {}

    static void committed(Outbound outbound) {
        switch (outbound.outcome()) {
            case Refused refused ->
                line(LOG.atInfo(), outbound)
                        .addKeyValue("code", refused.code())
                        .addKeyValue("reason", refused.message())
                        .log("Spectrum rejected");
            case Inferred inferred -> {
                if (LOG.isDebugEnabled()) {
                    line(LOG.atDebug(), outbound)
                            .addKeyValue("flags", inferred.posterior().flags())
                            .log("Spectrum inferred");
                }
            }
        }
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, Outbound outbound) {
        var source = outbound.source();
        return line.addKeyValue("spectrum_id", SpectrumIds.of(outbound.outcome()))
                .addKeyValue(
                        "trace_id",
                        TraceParent.of(outbound.record().headers())
                                .map(TraceParent::traceId)
                                .orElse("none"))
                .addKeyValue("source", source.partition() + "@" + source.offset());
    }
}
