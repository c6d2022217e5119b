package org.starflow.sink.spectrum;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.header.Headers;
import org.starflow.sink.problem.ProblemException;
import org.starflow.v1.Spectrum;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Spectra as they lie in their topic. */
@ApplicationScoped
public class Spectra {
    private static final int SHOWN_BYTES = 64;

    private final RecordSource records;
    private final SpectrumReader reader;

    Spectra(RecordSource records, SpectrumReader reader) {
        this.records = records;
        this.reader = reader;
    }

    /**
     * The spectrum at a position, with its pixels.
     *
     * @throws ProblemException 404 when the topic no longer has it, 503 while broker or registry are away
     */
    public Spectrum at(int partition, long offset) {
        var record = records.at(partition, offset)
                .orElseThrow(() -> ProblemException.notFound(
                        "The topic no longer has the spectrum (partition %d, offset %d): its retention is over. The file is in the provenance."
                                .formatted(partition, offset)));
        try {
            return reader.read(record.headers(), record.value());
        } catch (UndecodableException e) {
            throw new ProblemException(503, "The spectrum can not be read now: " + e.getMessage());
        }
    }

    /** A spectrum as the API shows it, with its pixels. */
    public SpectrumViews.Spectrum view(Spectrum spectrum) {
        return SpectrumMapper.view(spectrum, true);
    }

    /** What can be read of the bytes of a reject. */
    public SpectrumViews.Decoded decode(Headers headers, byte[] value) {
        String wire = wire(value);
        String hex = value == null
                ? null
                : HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(value, Math.min(SHOWN_BYTES, value.length)));
        try {
            var spectrum = SpectrumMapper.view(reader.read(headers, value), false);
            return new SpectrumViews.Decoded(true, null, wire, hex, spectrum);
        } catch (UndecodableException e) {
            return new SpectrumViews.Decoded(false, e.getMessage(), wire, hex, null);
        } catch (RuntimeException e) {
            // Bytes from anywhere may break a decoder in ways of their own.
            return new SpectrumViews.Decoded(false, e.toString(), wire, hex, null);
        }
    }

    private static String wire(byte[] value) {
        if (value == null) {
            return "no value";
        }
        if (value.length < 5 || value[0] != 0) {
            return "%d bytes, not in Confluent's wire format (magic byte 0 and a schema id)".formatted(value.length);
        }
        return "%d bytes, schema id %d"
                .formatted(
                        value.length, ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
    }
}
