package org.starflow.producer.read;

import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.util.FitsOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes FITS files of all shapes for tests. */
public final class FitsFiles {
    private FitsFiles() {}

    /** An image with one axis, and optionally an extension. */
    public static Path image(Path path, Object pixels, Map<String, Object> keys, Object sigma) throws IOException {
        var fits = new Fits();
        BasicHDU<?> hdu = Fits.makeHDU(pixels);
        put(hdu.getHeader(), keys);
        fits.addHDU(hdu);
        if (sigma != null) {
            BasicHDU<?> extension = Fits.makeHDU(sigma);
            extension.getHeader().addValue("EXTNAME", "SIGMA", "");
            fits.addHDU(extension);
        }
        return Files.write(path, bytes(fits));
    }

    /** A table: rows of columns, with keywords of the primary header and of the table. */
    public static Path table(
            Path path, List<String> names, List<Object[]> rows, Map<String, Object> primary, Map<String, Object> keys)
            throws IOException {
        var table = new BinaryTable();
        for (Object[] row : rows) {
            table.addRow(row);
        }
        BinaryTableHDU hdu = table.toHDU();
        for (int c = 0; c < names.size(); c++) {
            hdu.setColumnName(c, names.get(c), null);
        }
        put(hdu.getHeader(), keys);
        BasicHDU<?> first = BasicHDU.getDummyHDU();
        put(first.getHeader(), primary);
        var fits = new Fits();
        fits.addHDU(first);
        fits.addHDU(hdu);
        return Files.write(path, bytes(fits));
    }

    private static byte[] bytes(Fits fits) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new FitsOutputStream(bytes)) {
            fits.write(out);
        }
        return bytes.toByteArray();
    }

    private static void put(Header header, Map<String, Object> keys) {
        keys.forEach((key, value) -> {
            switch (value) {
                case String text -> header.addValue(key, text, "");
                case Boolean flag -> header.addValue(key, flag, "");
                case Number number -> header.addValue(key, number, "");
                default -> throw new IllegalArgumentException(key);
            }
        });
    }
}
