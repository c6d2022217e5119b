package org.starflow.producer.read;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Walks the blocks of a FITS file (FITS standard 4.0, Sect. 3) and holds the sizes that its headers promise against the
 * bytes that are there, so that a truncated or absurd file is refused before anything is allocated for it.
 */
final class FitsStructure {
    private static final int BLOCK = 2880;
    private static final int CARD = 80;
    private static final int MAX_HDUS = 200;
    /** Keywords that sizes are computed from. */
    private static final Pattern STRUCTURE = Pattern.compile(
            "SIMPLE|XTENSION|BITPIX|NAXIS\\d*|PCOUNT|GCOUNT|TFIELDS|THEAP|TFORM\\d+|TDIM\\d+|Z(IMAGE|TABLE|NAXIS\\d*|TILE\\d+)");

    private FitsStructure() {}

    static boolean isFits(byte[] content) {
        return content.length >= 9 && "SIMPLE  =".equals(ascii(content, 0, 9));
    }

    /** Throws {@link ReadFailure} when a header has no END or a data unit is shorter than promised. */
    static void check(SourceFile file) throws ReadFailure {
        byte[] content = file.content();
        long offset = 0;
        for (int hdu = 0; hdu < MAX_HDUS && offset < content.length; hdu++) {
            if (hdu > 0 && !startsExtension(content, (int) offset)) {
                return;
            }
            var keys = new HashMap<String, String>();
            offset = header(file, (int) offset, hdu, keys);
            long data = dataBytes(file, hdu, keys);
            if (data > content.length - offset) {
                throw new ReadFailure(
                        file.path(),
                        data + " bytes of data in HDU " + hdu,
                        (content.length - offset) + ": the file is truncated");
            }
            BinaryTableStructure.check(file, hdu, keys, offset, data);
            offset += Math.ceilDiv(data, BLOCK) * BLOCK;
        }
    }

    private static boolean startsExtension(byte[] content, int offset) {
        return content.length - offset >= 8 && "XTENSION".equals(ascii(content, offset, 8));
    }

    private static long header(SourceFile file, int start, int hdu, Map<String, String> keys) throws ReadFailure {
        byte[] content = file.content();
        for (int at = start; at + CARD <= content.length; at += CARD) {
            String card = ascii(content, at, CARD);
            if (card.startsWith("END")
                    && card.isBlank() == false
                    && card.substring(3).isBlank()) {
                return start + (long) Math.ceilDiv(at + CARD - start, BLOCK) * BLOCK;
            }
            if (card.startsWith("= ", 8)) {
                String key = card.substring(0, 8).trim();
                // Whoever reads the other one allocates by it.
                if (keys.putIfAbsent(key, value(card)) != null
                        && STRUCTURE.matcher(key).matches()) {
                    throw new ReadFailure(file.path(), key + " once in HDU " + hdu, "it twice");
                }
            }
        }
        throw new ReadFailure(
                file.path(),
                "a header that ends with END in HDU " + hdu,
                "none in the " + (content.length - start) + " bytes left: the file is truncated");
    }

    private static long dataBytes(SourceFile file, int hdu, Map<String, String> keys) throws ReadFailure {
        long axes = integer(file, hdu, keys, "NAXIS", 0);
        if (axes < 0 || axes > 999) {
            throw new ReadFailure(file.path(), "NAXIS of 0 to 999 in HDU " + hdu, Long.toString(axes));
        }
        if (axes == 0) {
            return 0;
        }
        long elements = 1;
        for (int axis = 1; axis <= axes; axis++) {
            long n = integer(file, hdu, keys, "NAXIS" + axis, -1);
            if (n < 0 || n > Integer.MAX_VALUE) {
                throw new ReadFailure(file.path(), "a length in NAXIS" + axis + " of HDU " + hdu, Long.toString(n));
            }
            elements = saturated(elements, n);
        }
        long extra = integer(file, hdu, keys, "PCOUNT", 0);
        long groups = integer(file, hdu, keys, "GCOUNT", 1);
        long bytes = Math.abs(integer(file, hdu, keys, "BITPIX", 8)) / 8;
        return saturated(saturated(bytes, Math.max(1, groups)), elements + Math.max(0, extra));
    }

    private static long saturated(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        return high == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE / 4;
    }

    static long integer(SourceFile file, int hdu, Map<String, String> keys, String key, long absent)
            throws ReadFailure {
        String text = keys.get(key);
        if (text == null) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ReadFailure(file.path(), "an integer in " + key + " of HDU " + hdu, "'" + text + "'");
        }
    }

    private static String value(String card) {
        String rest = card.substring(10);
        int slash = rest.indexOf('/');
        return (slash < 0 ? rest : rest.substring(0, slash)).trim();
    }

    private static String ascii(byte[] content, int from, int length) {
        return new String(content, from, Math.min(length, content.length - from), StandardCharsets.ISO_8859_1);
    }
}
