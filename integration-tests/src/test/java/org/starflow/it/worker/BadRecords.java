package org.starflow.it.worker;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.starflow.it.support.Stack;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.serde.AvroSerializer;
import org.starflow.v1.Spectrum;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** A record for every way to be rejected, made from a good one. */
final class BadRecords {
    private static final Schema OTHER = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"Galaxy\",\"namespace\":\"org.example\",\"fields\":"
                    + "[{\"name\":\"redshift\",\"type\":\"double\"}]}");

    /** A name, the bytes, and the code that they must get. */
    record Bad(String name, byte[] bytes, RejectCode code) {}

    private final Map<String, Bad> records = new LinkedHashMap<>();

    private final Function<Spectrum, byte[]> encode;

    private BadRecords(Function<Spectrum, byte[]> encode) {
        this.encode = encode;
    }

    static List<Bad> of(Spectrum good, Stack stack, WorkerTopics topics) {
        try (var serializer = new AvroSerializer()) {
            serializer.configure(Map.of("schema.registry.url", stack.registryUrl()), false);
            var bad = new BadRecords(datum -> serializer.serialize(topics.spectra(), datum));
            bad.bytes(good, serializer);
            bad.spectra(good);
            return List.copyOf(bad.records.values());
        }
    }

    private void bytes(Spectrum good, AvroSerializer serializer) {
        byte[] whole = encode.apply(good);
        add("null", (byte[]) null, RejectCode.EMPTY_RECORD);
        add("empty", new byte[0], RejectCode.EMPTY_RECORD);
        add("garbage", noise(500), RejectCode.MALFORMED_RECORD);
        add("cut off", Arrays.copyOf(whole, whole.length / 2), RejectCode.MALFORMED_RECORD);
        add("no body", Arrays.copyOf(whole, 5), RejectCode.MALFORMED_RECORD);
        add("unknown schema", withSchemaId(whole, 987_654), RejectCode.UNKNOWN_SCHEMA);
        add("another schema", galaxy(serializer), RejectCode.UNKNOWN_SCHEMA);
        add("too large", noise(3 << 20), RejectCode.RECORD_TOO_LARGE);
        // The broker takes it, but not with the headers of a reject.
        add("as large as can be", noise((4 << 20) - 400), RejectCode.RECORD_TOO_LARGE);
    }

    private void spectra(Spectrum good) {
        var first = good.getWindows().getFirst();
        add("no id", edit(good).setSpectrumId(""), RejectCode.INVALID_ID);
        add("long id", edit(good).setSpectrumId("x".repeat(201)), RejectCode.INVALID_ID);
        add("one window", edit(good).setWindows(List.of(first)), RejectCode.WRONG_GRID);
        add(
                "shifted grid",
                edit(good)
                        .setWindows(good.getWindows().stream()
                                .map(w -> new Window(
                                        w.getArm(),
                                        w.getWavelengthStart() + 3,
                                        w.getWavelengthStep(),
                                        w.getN(),
                                        w.getFlux(),
                                        null,
                                        null))
                                .toList()),
                RejectCode.WRONG_GRID);
        add("vacuum", edit(good).setWavelengthMedium(WavelengthMedium.VACUUM), RejectCode.WRONG_MEDIUM);
        add("moving", edit(good).setRestFrame(false), RejectCode.NOT_REST_FRAME);
        add("raw flux", edit(good).setNormalised(false), RejectCode.NOT_NORMALISED);
        add("all NaN", edit(good).setWindows(flux(good, f -> Double.NaN)), RejectCode.INVALID_FLUX);
        add("all zero", edit(good).setWindows(flux(good, f -> 0)), RejectCode.INVALID_FLUX);
        add("counts", edit(good).setWindows(flux(good, f -> f * 40_000)), RejectCode.IMPLAUSIBLE_FLUX);
        add("no snr", edit(good).setSnr(null), RejectCode.SNR_MISSING);
        add("negative snr", edit(good).setSnr(-5.0), RejectCode.SNR_INVALID);
        add("infinite snr", edit(good).setSnr(Double.POSITIVE_INFINITY), RejectCode.SNR_INVALID);
        add("gaps", edit(good).setWindows(masked(good)), RejectCode.LOW_COVERAGE);
    }

    private void add(String name, Spectrum.Builder spectrum, RejectCode code) {
        add(name, encode.apply(spectrum.build()), code);
    }

    private void add(String name, byte[] bytes, RejectCode code) {
        records.put(name, new Bad(name, bytes, code));
    }

    private static Spectrum.Builder edit(Spectrum good) {
        return Spectrum.newBuilder(good);
    }

    private static List<Window> flux(Spectrum good, DoubleUnaryOperator change) {
        return good.getWindows().stream()
                .map(w -> {
                    var changed = ByteBuffer.allocate(w.getN() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                    var flux = w.getFlux().duplicate().order(ByteOrder.LITTLE_ENDIAN);
                    for (int i = 0; i < w.getN(); i++) {
                        changed.putFloat(i * Float.BYTES, (float) change.applyAsDouble(flux.getFloat(i * Float.BYTES)));
                    }
                    return new Window(
                            w.getArm(), w.getWavelengthStart(), w.getWavelengthStep(), w.getN(), changed, null, null);
                })
                .toList();
    }

    /** Nine pixels of ten are bad. */
    private static List<Window> masked(Spectrum good) {
        return good.getWindows().stream()
                .map(w -> {
                    byte[] quality = new byte[w.getN()];
                    for (int i = 0; i < quality.length; i++) {
                        quality[i] = (byte) (i % 10 == 0 ? 0 : 1);
                    }
                    return new Window(
                            w.getArm(),
                            w.getWavelengthStart(),
                            w.getWavelengthStep(),
                            w.getN(),
                            w.getFlux(),
                            null,
                            ByteBuffer.wrap(quality));
                })
                .toList();
    }

    private static byte[] withSchemaId(byte[] bytes, int id) {
        byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).putInt(1, id);
        return changed;
    }

    private static byte[] galaxy(AvroSerializer serializer) {
        return serializer.serialize(
                "galaxies", new GenericRecordBuilder(OTHER).set("redshift", 0.5).build());
    }

    /** Bytes that do not begin with a magic byte and do not compress. */
    private static byte[] noise(int n) {
        byte[] bytes = new byte[n];
        new Random(n).nextBytes(bytes);
        bytes[0] = 7;
        return bytes;
    }
}
