package org.starflow.producer.read;

import nom.tam.fits.BasicHDU;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import org.starflow.v1.WavelengthMedium;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Images with one axis: flux in the first image that has pixels, wavelengths from CRVAL1, CRPIX1 and CDELT1 or CD1_1,
 * errors from an extension of the same length named SIGMA or alike.
 */
final class ImageReader {
    private static final Set<String> ERROR_NAMES = Set.of("SIGMA", "ERR", "ERROR", "ERRORS", "ERRS", "STD", "NOISE");
    private static final Set<String> WAVE_NAMES = Set.of("WAVE", "WAVELENGTH", "LAMBDA");

    private ImageReader() {}

    static ObservedSpectrum read(SourceFile file, List<BasicHDU<?>> hdus, ImageHDU image) throws ReadFailure {
        var notes = new ArrayList<String>();
        Header header = image.getHeader();
        if (header.getIntValue("NAXIS2", 1) > 1
                && header.getStringValue("CTYPE1", "").startsWith("MULTISPE")) {
            throw new ReadFailure(
                    file.path(),
                    "one merged spectrum",
                    header.getIntValue("NAXIS2") + " echelle orders (CTYPE1 = MULTISPE): merge them first");
        }
        double[] flux = row(image, notes);
        var keys = new Keywords(header, hdus.getFirst().getHeader());
        double[] wave = named(hdus, image, WAVE_NAMES, flux.length);
        if (wave == null) {
            wave = WavelengthAxis.of(file, keys, flux.length, notes);
        } else {
            double[] range = Numbers.range(wave);
            WavelengthUnit unit = WavelengthUnit.resolve(null, range[0], range[1], notes);
            for (int i = 0; i < wave.length; i++) {
                wave[i] = unit.toAngstrom(wave[i]);
            }
        }
        double[] error = named(hdus, image, ERROR_NAMES, flux.length);
        double step = Numbers.medianStep(wave);
        var spectrumHeader = HeaderReader.read(keys, file.stem(), true, step, medium(keys.text("CTYPE1")));
        Pixels pixels = PixelCleaner.clean(wave, flux, error, null, notes);
        return new ObservedSpectrum(file.path(), file.sha256(), FileFormat.IMAGE_1D, spectrumHeader, pixels, notes);
    }

    /** The medium that an axis type of FITS Paper III (Table 1) stands for. */
    static WavelengthMedium medium(String axisType) {
        String type = axisType == null ? "" : axisType.toUpperCase(Locale.ROOT);
        if (type.startsWith("AWAV")) {
            return WavelengthMedium.AIR;
        }
        return type.equals("WAVE") || type.startsWith("WAVE-") ? WavelengthMedium.VACUUM : WavelengthMedium.UNKNOWN;
    }

    private static double[] named(List<BasicHDU<?>> hdus, ImageHDU flux, Set<String> names, int length) {
        for (BasicHDU<?> hdu : hdus) {
            String name = hdu.getHeader().getStringValue("EXTNAME");
            if (hdu instanceof ImageHDU other
                    && other != flux
                    && name != null
                    && names.contains(name.strip().toUpperCase(Locale.ROOT))) {
                double[] values = row(other, new ArrayList<>());
                if (values.length == length) {
                    return values;
                }
            }
        }
        return null;
    }

    private static double[] row(ImageHDU image, List<String> notes) {
        Object kernel = image.getKernel();
        while (kernel instanceof Object[] rows) {
            if (rows.length > 1) {
                notes.add("the image has " + rows.length + " rows: the first is read as flux");
            }
            kernel = rows.length == 0 ? new double[0] : rows[0];
        }
        double[] values = Numbers.toDoubles(kernel);
        double scale = image.getHeader().getDoubleValue("BSCALE", 1);
        double zero = image.getHeader().getDoubleValue("BZERO", 0);
        if (scale != 1 || zero != 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] = zero + scale * values[i];
            }
        }
        return values;
    }
}
