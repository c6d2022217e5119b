package org.starflow.producer.read;

import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.ImageHDU;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads a file as one spectrum. The shape is told from the content, never from the name. */
public final class SpectrumReader {
    private static final int MIN_PIXELS = 100;

    private SpectrumReader() {}

    /** Reads a spectrum. Throws {@link ReadFailure} for whatever is not one; no other exception, whatever the bytes. */
    public static ObservedSpectrum read(Path path) throws ReadFailure {
        return read(SourceFile.load(path));
    }

    /** Reads a spectrum from a file in memory. */
    public static ObservedSpectrum read(SourceFile file) throws ReadFailure {
        ObservedSpectrum spectrum = parse(file);
        int pixels = spectrum.pixels().size();
        int good = spectrum.pixels().goodCount();
        if (good < MIN_PIXELS) {
            throw new ReadFailure(
                    file.path(),
                    "at least " + MIN_PIXELS + " pixels with a positive, finite flux",
                    good + " of " + pixels);
        }
        return spectrum;
    }

    private static ObservedSpectrum parse(SourceFile file) throws ReadFailure {
        if (FitsStructure.isFits(file.content())) {
            FitsStructure.check(file);
            return fits(file);
        }
        if (TextReader.isText(file.content())) {
            return TextReader.read(file);
        }
        throw new ReadFailure(file.path(), "FITS (SIMPLE  =) or text", "the bytes " + firstBytes(file.content()));
    }

    private static ObservedSpectrum fits(SourceFile file) throws ReadFailure {
        try (var fits = new Fits(new ByteArrayInputStream(file.content()))) {
            List<BasicHDU<?>> hdus = hdus(fits);
            for (BasicHDU<?> hdu : hdus) {
                if (hdu instanceof BinaryTableHDU table && TableReader.accepts(table)) {
                    return TableReader.read(file, hdus, table);
                }
                if (hdu instanceof ImageHDU image && holdsSpectrum(image)) {
                    return ImageReader.read(file, hdus, image);
                }
            }
            throw new ReadFailure(
                    file.path(),
                    "a table with WAVE and FLUX columns, or an image with one axis",
                    "neither in " + hdus.size() + " HDUs");
        } catch (IOException | RuntimeException e) {
            // The FITS library answers malformed headers with exceptions of many kinds.
            throw new ReadFailure(file.path(), "readable FITS", "'" + e.getMessage() + "' from the FITS library");
        }
    }

    private static List<BasicHDU<?>> hdus(Fits fits) throws IOException {
        var hdus = new ArrayList<BasicHDU<?>>();
        for (BasicHDU<?> hdu = fits.readHDU(); hdu != null; hdu = fits.readHDU()) {
            hdus.add(hdu);
        }
        return hdus;
    }

    private static boolean holdsSpectrum(ImageHDU image) {
        int[] axes = image.getAxes();
        return axes != null && axes.length >= 1 && axes.length <= 3 && axes[axes.length - 1] >= MIN_PIXELS;
    }

    private static String firstBytes(byte[] content) {
        byte[] head = Arrays.copyOf(content, Math.min(8, content.length));
        return "0x" + HexFormat.of().formatHex(head) + " ('"
                + new String(head, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".") + "')";
    }
}
