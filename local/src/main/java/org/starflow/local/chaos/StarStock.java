package org.starflow.local.chaos;

import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Spectra of a few simulated stars, and the stream that is made of them: the i-th record depends on the seed and on i
 * alone. A star comes again and again under new identifiers, so that equal content can be told from equal pixels. Every
 * eighth record or so is invalid in one of many ways.
 */
final class StarStock {

    private static final double INVALID_SHARE = 0.12;
    private static final int NOISE_BYTES = 600_000;
    private static final int LARGE_BYTES = 3 << 20;
    private static final int UNKNOWN_SCHEMA = 987_654;

    /** A way to be invalid and the code that the reject must have. */
    private enum Flaw {
        EMPTY_RECORD,
        MALFORMED_RECORD,
        CUT_OFF,
        UNKNOWN_SCHEMA,
        RECORD_TOO_LARGE,
        INVALID_ID,
        NOT_NORMALISED,
        NOT_REST_FRAME,
        SNR_MISSING,
        SNR_INVALID;

        String code() {
            return this == CUT_OFF ? MALFORMED_RECORD.name() : name();
        }
    }

    /**
     * A record of the stream.
     *
     * @param id in the header, and in the record where it has one
     * @param star number of its star; −1 for an invalid one
     * @param code that its reject must have; null for a valid one
     * @param value bytes; null is one way to be invalid
     */
    record Item(String id, int star, String code, byte[] value) {}

    private final long seed;
    private final String prefix;
    private final List<byte[]> stars;
    private final WireFormat wire;

    private StarStock(long seed, List<byte[]> stars, WireFormat wire) {
        this.seed = seed;
        this.prefix = "chaos-" + seed + "-";
        this.stars = stars;
        this.wire = wire;
    }

    /** From what the producer has simulated. */
    static StarStock read(String bootstrapServers, WireFormat wire, long seed)
            throws IOException, InterruptedException {
        var stars = new ArrayList<byte[]>();
        Topics.read(bootstrapServers, Topics.STARS, true, record -> stars.add(record.value()));
        if (stars.isEmpty()) {
            throw new IOException(Topics.STARS + " is empty: expected simulated stars");
        }
        // In whatever order the partitions came, the same seed must give the same stream.
        var byId = new TreeMap<String, byte[]>();
        for (byte[] star : stars) {
            byId.put(wire.decode(star).get("spectrum_id").toString(), star);
        }
        return new StarStock(seed, List.copyOf(byId.values()), wire);
    }

    int size() {
        return stars.size();
    }

    Item item(int i) throws IOException, InterruptedException {
        var random = random(i);
        boolean invalid = random.nextDouble() < INVALID_SHARE;
        return invalid ? invalid(i, random) : valid(i);
    }

    /** The i-th record, invalid whatever the seed says. */
    Item poison(int i) throws IOException, InterruptedException {
        return invalid(i, random(i));
    }

    /** The i-th record, so large that a small heap cannot hold a few of them. */
    Item large(int i) {
        return new Item(id(i), -1, Flaw.RECORD_TOO_LARGE.code(), noise(random(i), LARGE_BYTES));
    }

    /** Well mixed: the first numbers of {@code Random} are nearly equal for neighbouring seeds. */
    private SplittableRandom random(int i) {
        return new SplittableRandom(seed * 1_000_003 + i);
    }

    private Item valid(int i) throws IOException, InterruptedException {
        int star = i % stars.size();
        String id = id(i);
        byte[] like = stars.get(star);
        GenericRecord record = wire.decode(like);
        record.put("spectrum_id", id);
        return new Item(id, star, null, WireFormat.encode(like, record));
    }

    private Item invalid(int i, SplittableRandom random) throws IOException, InterruptedException {
        Flaw flaw = Flaw.values()[random.nextInt(Flaw.values().length)];
        byte[] good = valid(i).value();
        byte[] bad = switch (flaw) {
            case EMPTY_RECORD -> null;
            case MALFORMED_RECORD -> noise(random, 500);
            case CUT_OFF -> Arrays.copyOf(good, good.length / 2);
            case UNKNOWN_SCHEMA -> withSchema(good);
            case RECORD_TOO_LARGE -> noise(random, NOISE_BYTES);
            case INVALID_ID -> edited(good, "spectrum_id", "");
            case NOT_NORMALISED -> edited(good, "normalised", false);
            case NOT_REST_FRAME -> edited(good, "rest_frame", false);
            case SNR_MISSING -> edited(good, "snr", null);
            case SNR_INVALID -> edited(good, "snr", -5.0);
        };
        return new Item(id(i), -1, flaw.code(), bad);
    }

    private byte[] edited(byte[] good, String field, Object value) throws IOException, InterruptedException {
        GenericRecord record = GenericData.get().deepCopy(wire.decode(good).getSchema(), wire.decode(good));
        record.put(field, value);
        return WireFormat.encode(good, record);
    }

    private static byte[] withSchema(byte[] good) {
        byte[] changed = good.clone();
        ByteBuffer.wrap(changed).putInt(1, UNKNOWN_SCHEMA);
        return changed;
    }

    /** Bytes that do not begin with a magic byte of the wire format. */
    private static byte[] noise(SplittableRandom random, int n) {
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        bytes[0] = 7;
        return bytes;
    }

    private String id(int i) {
        return prefix + String.format("%07d", i);
    }
}
