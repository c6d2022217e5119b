package org.starflow.producer.simulate;

import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import nom.tam.util.FitsOutputStream;
import org.starflow.model.Manifest;
import org.starflow.producer.reduce.AirVacuum;
import org.starflow.producer.reduce.Doppler;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes simulated spectra as FITS files of the shapes that the survey and archives deliver. */
public final class FitsWriter {
    /** Flux unit of 4MOST L1 and a level of it that a star of 15 mag has. */
    private static final String FLUX_UNIT = "10**(-17)erg.cm**(-2).s**(-1).angstrom**(-1)";

    private static final double LEVEL = 300;
    /** Spread of the radial velocities, km/s. */
    private static final double VELOCITY_SIGMA = 40;
    /** Flux is rounded to about this share of the noise, so that files pack well. */
    private static final double ROUNDING = 0.1;
    /** Wavelengths are rounded to this, in their unit; far below what moves a line. */
    private static final double WAVE_QUANTUM = 0x1p-17;

    private final Manifest.Grid grid;
    private final Simulator simulator;

    /** For a model. */
    public FitsWriter(Manifest manifest, Simulator simulator) {
        this.grid = manifest.grid();
        this.simulator = simulator;
    }

    /** Writes {@code <spectrum id>.fits} or {@code .fits.gz} into a folder and returns its path. */
    public Path write(Path folder, SimulatedStar star, FitsShape shape, boolean gzip) throws IOException {
        Path path = folder.resolve(star.spectrumId() + (gzip ? ".fits.gz" : ".fits"));
        SimulatedFlux flux = simulator.flux(star);
        try (var fits = shape == FitsShape.IMAGE ? image(star, flux) : table(star, flux, shape);
                OutputStream file = Files.newOutputStream(path);
                OutputStream packed = gzip ? new GZIPOutputStream(file) : new BufferedOutputStream(file);
                var out = new FitsOutputStream(packed)) {
            fits.write(out);
        }
        return path;
    }

    private Fits table(SimulatedStar star, SimulatedFlux flux, FitsShape shape) throws IOException {
        boolean fourmost = shape == FitsShape.FOURMOST;
        double velocity =
                VELOCITY_SIGMA * Population.random(star.noiseSeed() + 1).nextGaussian();
        int n = flux.flux().length;
        var wave = new double[n];
        var values = new float[n];
        var error = new float[n];
        var quality = new short[n];
        int pixel = 0;
        for (int w = 0; w < grid.windows().size(); w++) {
            for (int i = 0; i < grid.windows().get(w).n(); i++, pixel++) {
                double air = grid.windows().get(w).wavelength(i);
                double rest = fourmost ? air : AirVacuum.toVacuum(air);
                double level = LEVEL * Math.pow(air / 6000, -1.5) * (1 + 0.1 * Math.sin(air / 150));
                wave[pixel] = rounded(rest * Doppler.factor(velocity) * (fourmost ? 1 : 0.1), WAVE_QUANTUM);
                double quantum = powerOfTwo(ROUNDING * LEVEL * flux.sigma()[w]);
                values[pixel] = (float) rounded(level * flux.flux()[pixel], quantum);
                error[pixel] = (float) rounded(level * flux.sigma()[w], quantum);
                quality[pixel] = (short) (flux.good()[pixel] ? 0 : 1);
            }
        }
        var table = new BinaryTable();
        if (fourmost) {
            table.addRow(new Object[] {floats(wave), values, error, quality});
        } else {
            table.addRow(new Object[] {wave, values, error});
        }
        BinaryTableHDU hdu = table.toHDU();
        describe(hdu, fourmost);
        var fits = new Fits();
        BasicHDU<?> primary = BasicHDU.getDummyHDU();
        primaryKeywords(primary.getHeader(), star, fourmost);
        fits.addHDU(primary);
        fits.addHDU(hdu);
        return fits;
    }

    private static void describe(BinaryTableHDU hdu, boolean fourmost) {
        hdu.setColumnName(0, "WAVE", "wavelength");
        hdu.setColumnName(1, "FLUX", "flux");
        hdu.setColumnName(2, fourmost ? "ERR_FLUX" : "ERR", "standard deviation of the flux");
        if (fourmost) {
            hdu.setColumnName(3, "QUAL", "0 is good");
        }
        Header header = hdu.getHeader();
        header.addValue("TUNIT1", fourmost ? "angstrom" : "nm", "");
        header.addValue("TUNIT2", FLUX_UNIT, "");
        header.addValue("TUNIT3", FLUX_UNIT, "");
        header.addValue("TUCD1", fourmost ? "em.wl;obs.atmos" : "em.wl", "air has obs.atmos");
        header.addValue("EXTNAME", "SPECTRUM", "");
    }

    private void primaryKeywords(Header header, SimulatedStar star, boolean fourmost) {
        header.addValue("OBJECT", star.spectrumId(), "simulated star");
        header.addValue("SPECSYS", "BARYCENT", "frame of the wavelengths");
        header.addValue("SPEC_RES", grid.resolvingPower(), "resolving power");
        header.addValue("CONTNORM", false, "flux divided by the continuum");
        header.addValue("PROCSOFT", "starflow simulate", "software");
        if (fourmost) {
            header.addValue("SPECUID", star.spectrumId(), "identifier of the spectrum");
            header.addValue("SNR", star.snr(), "per angstrom");
        } else {
            header.addValue("PRODCATG", "SCIENCE.SPECTRUM", "");
            double step = grid.windows().getFirst().step();
            header.addValue("SNR", star.snr() * Math.sqrt(step), "per pixel");
        }
    }

    private Fits image(SimulatedStar star, SimulatedFlux flux) throws IOException {
        Manifest.GridWindow first = grid.windows().getFirst();
        Manifest.GridWindow last = grid.windows().getLast();
        int n = (int) Math.round((last.wavelength(last.n() - 1) - first.start()) / first.step()) + 1;
        var values = new float[n];
        var sigma = new float[n];
        int pixel = 0;
        for (int w = 0; w < grid.windows().size(); w++) {
            Manifest.GridWindow window = grid.windows().get(w);
            int at = (int) Math.round((window.start() - first.start()) / first.step());
            double quantum = powerOfTwo(ROUNDING * flux.sigma()[w]);
            for (int i = 0; i < window.n(); i++, pixel++) {
                values[at + i] = (float) rounded(flux.flux()[pixel], quantum);
                sigma[at + i] = flux.good()[pixel] ? (float) flux.sigma()[w] : 0f;
            }
        }
        var fits = new Fits();
        BasicHDU<?> primary = Fits.makeHDU(values);
        axis(primary.getHeader(), first);
        primary.getHeader().addValue("OBJECT", star.spectrumId(), "simulated star");
        primary.getHeader().addValue("SPECSYS", "SOURCE", "rest frame of the star");
        primary.getHeader().addValue("CONTNORM", true, "flux divided by the continuum");
        primary.getHeader().addValue("SPEC_RES", grid.resolvingPower(), "resolving power");
        fits.addHDU(primary);
        ImageHDU errors = (ImageHDU) Fits.makeHDU(sigma);
        axis(errors.getHeader(), first);
        errors.getHeader().addValue("EXTNAME", "SIGMA", "standard deviation of the flux");
        fits.addHDU(errors);
        return fits;
    }

    private static void axis(Header header, Manifest.GridWindow window) {
        header.addValue("CTYPE1", "AWAV", "air wavelength");
        header.addValue("CUNIT1", "Angstrom", "");
        header.addValue("CRPIX1", 1.0, "");
        header.addValue("CRVAL1", window.start(), "");
        header.addValue("CDELT1", window.step(), "");
    }

    /** The power of two at or below a positive value. */
    private static double powerOfTwo(double value) {
        return Math.scalb(1.0, Math.getExponent(value));
    }

    private static double rounded(double value, double quantum) {
        return quantum * Math.rint(value / quantum);
    }

    private static float[] floats(double[] values) {
        var out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) values[i];
        }
        return out;
    }
}
