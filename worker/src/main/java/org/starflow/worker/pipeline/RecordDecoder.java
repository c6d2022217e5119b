package org.starflow.worker.pipeline;

import org.apache.kafka.common.serialization.Deserializer;
import org.starflow.model.DecodedSpectrum;
import org.starflow.schemas.RejectCode;
import org.starflow.v1.Spectrum;

import java.util.function.Function;

/** Turns the bytes of a record into a spectrum on the model grid, or says why it cannot. */
final class RecordDecoder {
    /** A decoded record: a spectrum to project, or a reject. */
    sealed interface Decoded permits OnGrid, NotDecoded {}

    record OnGrid(DecodedSpectrum.Valid spectrum) implements Decoded {}

    record NotDecoded(Refused refused) implements Decoded {}

    private final Deserializer<?> deserializer;
    private final Function<Spectrum, DecodedSpectrum> spectrumDecoder;
    private final long maxBytes;

    RecordDecoder(Deserializer<?> deserializer, Function<Spectrum, DecodedSpectrum> spectrumDecoder, long maxBytes) {
        this.deserializer = deserializer;
        this.spectrumDecoder = spectrumDecoder;
        this.maxBytes = maxBytes;
    }

    /**
     * Decodes a record.
     *
     * @throws RegistryAwayException when the registry does not answer: try again
     */
    Decoded decode(SourceRecord source) {
        byte[] value = source.record().value();
        if (value == null || value.length == 0) {
            return refuse(source, RejectCode.EMPTY_RECORD, RejectCode.EMPTY_RECORD.sentence());
        }
        if (value.length > maxBytes) {
            return refuse(
                    source,
                    RejectCode.RECORD_TOO_LARGE,
                    "The record has " + value.length + " bytes, at most " + maxBytes + " are accepted.");
        }
        Object decoded;
        try {
            decoded = deserializer.deserialize(
                    source.partition().topic(), source.record().headers(), value);
        } catch (RuntimeException e) {
            return failed(source, e);
        }
        if (!(decoded instanceof Spectrum spectrum)) {
            return refuse(
                    source,
                    RejectCode.UNKNOWN_SCHEMA,
                    "Expected a record org.starflow.v1.Spectrum, found "
                            + (decoded == null ? "nothing" : DecodeFailures.describe(decoded)) + ".");
        }
        return onGrid(source, spectrum);
    }

    private Decoded onGrid(SourceRecord source, Spectrum spectrum) {
        try {
            return switch (spectrumDecoder.apply(spectrum)) {
                case DecodedSpectrum.Valid valid -> new OnGrid(valid);
                case DecodedSpectrum.Invalid(var code, var message) -> refuse(source, code, message);
            };
        } catch (RuntimeException e) {
            return failed(source, e);
        }
    }

    private static Decoded failed(SourceRecord source, RuntimeException e) {
        if (DecodeFailures.registryAway(e)) {
            throw new RegistryAwayException(e);
        }
        RejectCode code = DecodeFailures.unknownSchema(e) ? RejectCode.UNKNOWN_SCHEMA : RejectCode.MALFORMED_RECORD;
        return new NotDecoded(new Refused(source, code, DecodeFailures.sentence(e), e));
    }

    private static Decoded refuse(SourceRecord source, RejectCode code, String message) {
        return new NotDecoded(new Refused(source, code, message));
    }
}
