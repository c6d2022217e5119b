package org.starflow.producer.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text of two or three columns (wavelength, flux, error) between blanks, tabs, commas or semicolons. Lines that start
 * with no number are headings or comments; a heading that names the third column says whether it is an error.
 */
final class TextReader {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,;|]+");
    private static final int MIN_ROWS = 100;
    /** Bytes looked at to tell text from binary. */
    private static final int PROBE = 4096;
    /** Rows without numbers that are put up with, beside those at the top. */
    private static final double MAX_BROKEN_SHARE = 0.01;

    /** Share of rows at each end that the unit is not told from: a heading may look like a row. */
    private static final double STRAY_SHARE = 0.01;

    private TextReader() {}

    static boolean isText(byte[] content) {
        for (int i = 0; i < Math.min(PROBE, content.length); i++) {
            int b = content[i] & 0xff;
            if (b == 0 || (b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f')) {
                return false;
            }
        }
        return true;
    }

    static ObservedSpectrum read(SourceFile file) throws ReadFailure {
        var notes = new ArrayList<String>();
        var columns = new Columns();
        String text = new String(file.content(), StandardCharsets.ISO_8859_1);
        text.lines().forEach(columns::add);
        if (columns.rows < MIN_ROWS || columns.broken > MAX_BROKEN_SHARE * columns.rows) {
            throw new ReadFailure(
                    file.path(),
                    "FITS, or text with wavelength and flux in at least " + MIN_ROWS + " rows",
                    "text with " + columns.rows + " such rows and " + columns.broken + " others");
        }
        double[] wave = columns.column(0);
        double[] range = Numbers.range(wave, STRAY_SHARE);
        WavelengthUnit unit = WavelengthUnit.resolve(columns.unit(), range[0], range[1], notes);
        for (int i = 0; i < wave.length; i++) {
            wave[i] = unit.toAngstrom(wave[i]);
        }
        if (columns.broken > 0) {
            notes.add(columns.broken + " lines without two numbers left out");
        }
        Pixels pixels = PixelCleaner.clean(wave, columns.column(1), columns.error(notes), null, notes);
        var header = SpectrumHeader.bare(file.stem());
        return new ObservedSpectrum(file.path(), file.sha256(), FileFormat.TEXT, header, pixels, notes);
    }

    /** Rows of up to three numbers. */
    private static final class Columns {
        private double[] values = new double[3 * 1024];
        private int rows;
        private int broken;
        private boolean third = true;
        private String heading = "";

        void add(String line) {
            String trimmed = line.strip();
            if (trimmed.isEmpty()) {
                return;
            }
            String[] parts = SEPARATOR.split(trimmed, 4);
            Double wave = Keywords.parse(parts[0]);
            if (wave == null || parts.length < 2) {
                heading(trimmed);
                return;
            }
            if (3 * (rows + 1) > values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            Double flux = Keywords.parse(parts[1]);
            Double error = parts.length > 2 ? Keywords.parse(parts[2]) : null;
            values[3 * rows] = wave;
            values[3 * rows + 1] = flux == null ? Double.NaN : flux;
            values[3 * rows + 2] = error == null ? Double.NaN : error;
            third &= parts.length > 2;
            rows++;
        }

        private void heading(String line) {
            boolean comment = "#%;!/\"".indexOf(line.charAt(0)) >= 0;
            if (rows == 0) {
                heading = line.toLowerCase(Locale.ROOT);
            }
            broken += rows > 0 && !comment ? 1 : 0;
        }

        double[] column(int index) {
            var column = new double[rows];
            for (int i = 0; i < rows; i++) {
                column[i] = values[3 * i + index];
            }
            return column;
        }

        String unit() {
            return heading.contains("nm") || heading.contains("nanomet") ? "nm" : null;
        }

        double[] error(List<String> notes) {
            if (!third || rows == 0) {
                return null;
            }
            double[] error = column(2);
            if (heading.contains("ivar") || heading.contains("inverse")) {
                for (int i = 0; i < rows; i++) {
                    error[i] = error[i] > 0 ? 1 / Math.sqrt(error[i]) : 0;
                }
                return error;
            }
            double[] flux = column(1);
            int small = 0;
            for (int i = 0; i < rows; i++) {
                small += error[i] >= 0 && error[i] < 0.5 * Math.abs(flux[i]) ? 1 : 0;
            }
            if (small < rows / 2) {
                notes.add("third column ignored: it does not look like errors");
                return null;
            }
            return error;
        }
    }
}
