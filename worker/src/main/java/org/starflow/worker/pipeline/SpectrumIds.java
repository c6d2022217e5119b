package org.starflow.worker.pipeline;

import org.starflow.schemas.RecordHeaders;

import java.nio.charset.StandardCharsets;

/** The identifier by which a spectrum is followed through logs and traces. */
final class SpectrumIds {
    private static final int LONGEST = 200;

    private SpectrumIds() {}

    /** Of the spectrum, else of the header of its record; {@code unknown} where there is neither. */
    static String of(Outcome outcome) {
        return switch (outcome) {
            case Inferred inferred -> inferred.spectrum().getSpectrumId();
            case Refused refused -> header(refused.source());
        };
    }

    private static String header(SourceRecord source) {
        var header = source.record().headers().lastHeader(RecordHeaders.SPECTRUM_ID);
        if (header == null || header.value() == null) {
            return "unknown";
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
