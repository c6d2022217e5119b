package org.starflow.sink.spectrum;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A FITS file of an empty primary HDU and one binary table (FITS 4.0, Sect. 7.3): every pixel is a row, WAVE a float64,
 * the others float32, NaN where unknown. Big-endian, padded to blocks of 2880 bytes.
 */
final class FitsTable {
    private static final int BLOCK = 2880;
    private static final int CARD = 80;

    private final StringBuilder header = new StringBuilder();
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final double[] wavelength;
    private final float[][] values;

    /**
     * @param columns names and units of the columns after WAVE
     * @param wavelength of each row, Å
     * @param values [column][row]
     */
    FitsTable(Map<String, String> columns, double[] wavelength, float[][] values) {
        this.columns.putAll(columns);
        this.wavelength = wavelength;
        this.values = values;
        layout();
    }

    /** Adds a keyword of text to the header of the table; null adds nothing. */
    void put(String keyword, String value, String comment) {
        if (value != null) {
            String plain = value.replaceAll("[^ -~]", "?").replace("'", "''");
            card("%-8s= '%-8s'".formatted(keyword, plain.substring(0, Math.min(66, plain.length()))), comment);
        }
    }

    /** Adds a number; null adds nothing. */
    void put(String keyword, Double value, String comment) {
        if (value != null && Double.isFinite(value)) {
            card(String.format(Locale.ROOT, "%-8s= %20s", keyword, Double.toString(value)), comment);
        }
    }

    byte[] bytes() {
        String primary = padded(text("SIMPLE  =                    T", "FITS 4.0")
                + text("BITPIX  =                    8", "")
                + text("NAXIS   =                    0", "")
                + text("EXTEND  =                    T", "")
                + text("END", ""));
        String extension = padded(header + text("END", ""));
        int rowBytes = Double.BYTES + values.length * Float.BYTES;
        int data = (int) blocks((long) wavelength.length * rowBytes);
        var out = ByteBuffer.allocate(primary.length() + extension.length() + data);
        out.put(primary.getBytes(StandardCharsets.US_ASCII)).put(extension.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < wavelength.length; i++) {
            out.putDouble(wavelength[i]);
            for (float[] column : values) {
                out.putFloat(column[i]);
            }
        }
        return out.array();
    }

    private void layout() {
        number("XTENSION", "'BINTABLE'", "one row for each pixel");
        number("BITPIX", 8, "");
        number("NAXIS", 2, "");
        number("NAXIS1", Double.BYTES + values.length * Float.BYTES, "bytes of a row");
        number("NAXIS2", wavelength.length, "rows");
        number("PCOUNT", 0, "");
        number("GCOUNT", 1, "");
        number("TFIELDS", 1 + values.length, "columns");
        column(1, "WAVE", "D", "Angstrom");
        int i = 2;
        for (var entry : columns.entrySet()) {
            column(i++, entry.getKey(), "E", entry.getValue());
        }
        put("EXTNAME", "SPECTRUM", "");
    }

    private void column(int i, String name, String form, String unit) {
        put("TTYPE" + i, name, "");
        put("TFORM" + i, form, "");
        if (!unit.isEmpty()) {
            put("TUNIT" + i, unit, "");
        }
    }

    private void number(String keyword, Object value, String comment) {
        boolean text = value instanceof String;
        card((text ? "%-8s= %-20s" : "%-8s= %20s").formatted(keyword, value), comment);
    }

    private void card(String card, String comment) {
        header.append(text(card, comment));
    }

    private static String text(String card, String comment) {
        String whole = comment.isEmpty() ? card : card + " / " + comment;
        var padded = new char[CARD];
        Arrays.fill(padded, ' ');
        whole.getChars(0, Math.min(CARD, whole.length()), padded, 0);
        return new String(padded);
    }

    private static String padded(String header) {
        return header + " ".repeat((int) (blocks(header.length()) - header.length()));
    }

    private static long blocks(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }
}
