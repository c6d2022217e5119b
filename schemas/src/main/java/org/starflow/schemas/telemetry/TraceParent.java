package org.starflow.schemas.telemetry;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Trace context of one spectrum, as in the header {@code traceparent} of W3C Trace Context, version 00.
 *
 * @param traceId 32 lower-case hex digits, not all zero; the same from the producer to the database
 * @param spanId 16 lower-case hex digits, not all zero; the step that wrote the header
 * @param sampled whether that step recorded a span
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /** Name of the Kafka header. */
    public static final String HEADER = "traceparent";

    private static final Pattern SHAPE =
            Pattern.compile("([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int LONGEST = 512;

    /** A new trace, not sampled. */
    public static TraceParent start() {
        return new TraceParent(hex(16), hex(8), false);
    }

    /** The next step of the same trace. */
    public TraceParent child() {
        return new TraceParent(traceId, hex(8), sampled);
    }

    /** Reads the text of a header; empty when it is not a trace context. */
    public static Optional<TraceParent> parse(String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        var match = SHAPE.matcher(text);
        // Version ff is forbidden; 00 ends after the flags, later versions may go on.
        if (!match.matches()
                || match.group(1).equals("ff")
                || (match.group(1).equals("00") && match.group(5) != null)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(match.group(4), 16) & 1) == 1;
        return Optional.of(new TraceParent(match.group(2), match.group(3), sampled));
    }

    /** The last trace context in the headers of a record. */
    public static Optional<TraceParent> of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null || header.value().length > LONGEST
                ? Optional.empty()
                : parse(new String(header.value(), StandardCharsets.ISO_8859_1));
    }

    /** Puts this context in the place of any other. */
    public void put(Headers headers) {
        headers.remove(HEADER).add(HEADER, text().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Text of the header. */
    public String text() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String hex(int bytes) {
        byte[] id = new byte[bytes];
        do {
            ThreadLocalRandom.current().nextBytes(id);
        } while (allZero(id));
        return HexFormat.of().formatHex(id);
    }

    private static boolean allZero(byte[] id) {
        for (byte b : id) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
