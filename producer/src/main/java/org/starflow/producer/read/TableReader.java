package org.starflow.producer.read;

import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Header;
import org.starflow.v1.WavelengthMedium;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Binary tables with a column of wavelengths: one row of arrays (4MOST L1, ESO) or one row for each pixel. */
final class TableReader {
    private static final List<String> WAVE =
            List.of("WAVE", "WAVELENGTH", "LAMBDA", "LAM", "AWAV", "WAVE_AIR", "WAVEOBS", "WAVE_VAC", "ARG", "LOGLAM");
    private static final List<String> FLUX =
            List.of("FLUX", "FLUX_NORM", "NORMALIZED_FLUX", "NFLUX", "FLUX_REDUCED", "FUN", "SPEC", "INTENSITY");
    private static final List<String> ERROR =
            List.of("ERR_FLUX", "ERR", "ERROR", "FLUX_ERR", "ERR_REDUCED", "SIGMA", "UNCERTAINTY", "STD", "E_FLUX");
    private static final List<String> INVERSE_VARIANCE = List.of("FLUX_IVAR", "IVAR");
    private static final List<String> VARIANCE = List.of("VAR", "VARIANCE");
    private static final List<String> QUALITY = List.of("QUAL", "QUALITY", "BPM", "AND_MASK", "FLAG", "FLAGS");

    private TableReader() {}

    /** True when the table has both a wavelength and a flux column. */
    static boolean accepts(BinaryTableHDU table) {
        var columns = new TableColumns(table);
        return columns.find(WAVE) >= 0 && columns.find(FLUX) >= 0;
    }

    static ObservedSpectrum read(SourceFile file, List<BasicHDU<?>> hdus, BinaryTableHDU table) throws ReadFailure {
        var notes = new ArrayList<String>();
        var columns = new TableColumns(table);
        int waveColumn = columns.find(WAVE);
        double[] wave = columns.values(file, waveColumn);
        double[] flux = columns.sameLength(file, columns.find(FLUX), wave.length);
        Header primary = hdus.getFirst().getHeader();
        var keys = new Keywords(table.getHeader(), primary);
        double[] range = Numbers.range(wave);
        String unitText = columns.name(waveColumn).equals("LOGLAM") ? "log10(angstrom)" : columns.unit(waveColumn);
        WavelengthUnit unit = WavelengthUnit.resolve(unitText, range[0], range[1], notes);
        for (int i = 0; i < wave.length; i++) {
            wave[i] = unit.toAngstrom(wave[i]);
        }
        FileFormat format = format(keys, columns);
        boolean snrPerPixel = format != FileFormat.FOURMOST_L1;
        var header = HeaderReader.read(
                keys, file.stem(), snrPerPixel, Numbers.medianStep(wave), medium(columns, waveColumn));
        boolean[] bad = bad(columns.sameLength(file, columns.find(QUALITY), wave.length));
        Pixels pixels = PixelCleaner.clean(wave, flux, error(file, columns, wave.length), bad, notes);
        return new ObservedSpectrum(file.path(), file.sha256(), format, header, pixels, notes);
    }

    private static FileFormat format(Keywords keys, TableColumns columns) {
        if (keys.text("SPECUID") != null
                || columns.find(List.of("ERR_FLUX")) >= 0
                || columns.find(List.of("FLUX_IVAR")) >= 0) {
            return FileFormat.FOURMOST_L1;
        }
        return keys.text("PRODCATG") != null ? FileFormat.ESO_SDP : FileFormat.TABLE_1D;
    }

    /** ESO marks air wavelengths by the UCD {@code em.wl;obs.atmos} and vacuum ones by {@code em.wl} alone. */
    private static WavelengthMedium medium(TableColumns columns, int wave) {
        String name = columns.name(wave);
        if (name.equals("AWAV") || name.equals("WAVE_AIR")) {
            return WavelengthMedium.AIR;
        }
        if (name.equals("WAVE_VAC")) {
            return WavelengthMedium.VACUUM;
        }
        String ucd = columns.ucd(wave);
        if (ucd == null || !ucd.toLowerCase(Locale.ROOT).startsWith("em.wl")) {
            return WavelengthMedium.UNKNOWN;
        }
        return ucd.toLowerCase(Locale.ROOT).contains("obs.atmos") ? WavelengthMedium.AIR : WavelengthMedium.VACUUM;
    }

    private static double[] error(SourceFile file, TableColumns columns, int n) throws ReadFailure {
        double[] error = columns.sameLength(file, columns.find(ERROR), n);
        if (error != null) {
            return error;
        }
        double[] inverse = columns.sameLength(file, columns.find(INVERSE_VARIANCE), n);
        double[] variance = inverse == null ? columns.sameLength(file, columns.find(VARIANCE), n) : inverse;
        if (variance == null) {
            return null;
        }
        for (int i = 0; i < n; i++) {
            double v = inverse == null ? variance[i] : 1 / variance[i];
            variance[i] = v > 0 && Double.isFinite(v) ? Math.sqrt(v) : 0;
        }
        return variance;
    }

    private static boolean[] bad(double[] quality) {
        if (quality == null) {
            return null;
        }
        var bad = new boolean[quality.length];
        for (int i = 0; i < bad.length; i++) {
            bad[i] = quality[i] != 0;
        }
        return bad;
    }
}
