package org.starflow.producer.read;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what a binary table (FITS standard 4.0, Sect. 7.3) says of its columns against its own size: columns must fit
 * into a row, and every descriptor of a variable array must point into the heap. The FITS library believes them, and an
 * array of two thousand million doubles is three digits in a file.
 */
final class BinaryTableStructure {
    private static final Pattern FORMAT = Pattern.compile("(\\d{0,10})([LXBIJKAEDCMPQ])(.?).*");
    private static final int MAX_FIELDS = 999;

    private final SourceFile file;
    private final int hdu;
    private final Map<String, String> keys;
    private final long width;
    private final long rows;
    /** Start of the table in the file. */
    private final long start;
    /** Bytes of rows and heap together. */
    private final long size;

    private BinaryTableStructure(SourceFile file, int hdu, Map<String, String> keys, long start, long size)
            throws ReadFailure {
        this.file = file;
        this.hdu = hdu;
        this.keys = keys;
        this.width = FitsStructure.integer(file, hdu, keys, "NAXIS1", 0);
        this.rows = FitsStructure.integer(file, hdu, keys, "NAXIS2", 0);
        this.start = start;
        this.size = size;
    }

    /** Throws {@link ReadFailure} where a table promises more than it has; does nothing for any other HDU. */
    static void check(SourceFile file, int hdu, Map<String, String> keys, long start, long size) throws ReadFailure {
        String type = unquoted(keys.get("XTENSION"));
        if (type.equals("BINTABLE") || type.equals("A3DTABLE")) {
            new BinaryTableStructure(file, hdu, keys, start, size).check();
        }
    }

    private void check() throws ReadFailure {
        long fields = FitsStructure.integer(file, hdu, keys, "TFIELDS", 0);
        if (fields < 0 || fields > MAX_FIELDS) {
            throw failure("TFIELDS of 0 to " + MAX_FIELDS, Long.toString(fields));
        }
        long offset = 0;
        for (int field = 1; field <= fields; field++) {
            String text = unquoted(keys.get("TFORM" + field));
            Matcher format = FORMAT.matcher(text);
            if (!format.matches()) {
                throw failure("a column format in TFORM" + field, "'" + text + "'");
            }
            long repeat = format.group(1).isEmpty() ? 1 : Long.parseLong(format.group(1));
            char code = format.group(2).charAt(0);
            long bytes = bytes(code, repeat);
            if (bytes > width - offset) {
                throw failure(
                        "columns that fit into a row of " + width + " bytes",
                        "TFORM" + field + " = '" + text + "' at byte " + offset);
            }
            if ((code == 'P' || code == 'Q') && repeat > 0) {
                checkHeap(field, offset, code == 'Q', format.group(3));
            }
            offset += bytes;
        }
    }

    private void checkHeap(int field, long offset, boolean wide, String element) throws ReadFailure {
        long heap = FitsStructure.integer(file, hdu, keys, "THEAP", width * rows);
        char code = element.isEmpty() ? ' ' : element.charAt(0);
        if ("LXBIJKAEDCM".indexOf(code) < 0) {
            throw failure("a type of the elements in TFORM" + field, "'" + element + "'");
        }
        if (heap < width * rows || heap > size) {
            throw failure("a heap after the rows in THEAP", Long.toString(heap));
        }
        var content = ByteBuffer.wrap(file.content());
        long referred = 0;
        for (long row = 0; row < rows; row++) {
            int at = (int) (start + row * width + offset);
            long count = wide ? content.getLong(at) : content.getInt(at);
            long from = wide ? content.getLong(at + Long.BYTES) : content.getInt(at + Integer.BYTES);
            // A count beyond the file cannot be right, and its product might overflow.
            if (count < 0 || from < 0 || count > 8 * size || from > size || bytes(code, count) > size - heap - from) {
                throw failure(
                        "variable arrays within the heap of " + (size - heap) + " bytes",
                        count + " elements at byte " + from + " in row " + row + " of column " + field);
            }
            referred += bytes(code, count);
            if (referred > 4 * size) {
                throw failure("variable arrays of their own", "arrays that share their bytes in column " + field);
            }
        }
    }

    private static long bytes(char code, long n) {
        return switch (code) {
            case 'X' -> Math.ceilDiv(n, 8);
            case 'L', 'B', 'A' -> n;
            case 'I' -> 2 * n;
            case 'J', 'E' -> 4 * n;
            case 'K', 'D', 'C', 'P' -> 8 * n;
            case 'M', 'Q' -> 16 * n;
            default -> throw new IllegalArgumentException("code " + code);
        };
    }

    private ReadFailure failure(String expected, String found) {
        return new ReadFailure(file.path(), expected + " of HDU " + hdu, found);
    }

    private static String unquoted(String text) {
        return text == null ? "" : text.replace("'", "").strip();
    }
}
