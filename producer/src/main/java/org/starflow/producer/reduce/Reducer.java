package org.starflow.producer.reduce;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.model.Manifest;
import org.starflow.model.runtime.EngineException;
import org.starflow.producer.EnvironmentFailure;
import org.starflow.producer.read.ObservedSpectrum;
import org.starflow.producer.read.Pixels;
import org.starflow.producer.read.SpectrumHeader;
import org.starflow.v1.Spectrum;

import java.util.Locale;

/**
 * Brings an observed spectrum to the grid of a model ("4MOST-ification", paper, Sect. 2.2): air, rest frame, resolving
 * power and pixels of the grid, continuum 1. Bad pixels, gaps and what the file does not cover get inverse variance 0.
 * Thread-safe when its {@link Synthesis} is.
 */
public final class Reducer {
    private static final Logger LOG = LoggerFactory.getLogger(Reducer.class);

    /** A file below this share of the grid's resolving power cannot be used: it would have to be sharpened. */
    private static final double LEAST_RESOLUTION = 0.85;
    /** Å beyond the windows that the velocity (600 km/s) and the kernel may need. */
    private static final double MARGIN = 20;

    private final Manifest manifest;
    private final ModelGrid grid;
    private final RestFrame restFrame;
    private final Normalisation normalisation;
    private final SpectrumRecords records;

    /** For a model; synthesises a dozen template spectra. */
    public Reducer(Manifest manifest, Synthesis synthesis, String producerVersion) {
        this.manifest = manifest;
        this.grid = new ModelGrid(manifest);
        Templates templates = Templates.of(manifest.labels(), synthesis);
        this.restFrame = new RestFrame(new VelocityMeter(grid, templates));
        this.normalisation = new Normalisation(grid, new ModelContinuum(grid, manifest.labels(), synthesis), templates);
        this.records = new SpectrumRecords(grid, producerVersion);
    }

    /** Reduces a spectrum. Throws {@link ReductionRefused} when it cannot serve the model, whatever its pixels are. */
    public Spectrum reduce(ObservedSpectrum observed, ReductionOptions options) throws ReductionRefused {
        try {
            return steps(observed, options);
        } catch (EngineException | EnvironmentFailure e) {
            throw e;
        } catch (RuntimeException e) {
            // One odd file must not end a run of thousands.
            LOG.atDebug().addKeyValue("file", observed.path()).setCause(e).log("Reduction failed");
            throw new ReductionRefused("expected pixels that can be reduced, found some that led to " + e);
        }
    }

    private Spectrum steps(ObservedSpectrum observed, ReductionOptions options) throws ReductionRefused {
        var log = new ReductionLog();
        observed.notes().forEach(note -> log.say("read", "%s", note));
        SpectrumHeader header = observed.header();
        Pixels pixels = crop(observed.pixels());
        RestFrame.Result rest = restFrame.apply(pixels, header, options, log);
        Double statedSnr = options.snr() == null ? header.snrPerAngstrom() : options.snr();
        SignalToNoise snr = SignalToNoise.of(statedSnr, rest.pixels(), grid);
        if (!(snr.perAngstrom() > 0)) {
            throw new ReductionRefused("expected S/N in the header, errors or scatter to tell it from, found none");
        }
        log.say("snr", "%.1f per A (%s)", snr.perAngstrom(), snr.source().name().toLowerCase(Locale.ROOT));
        double step = rest.pixels().medianStep();
        double snrPerPixel = snr.perAngstrom() * Math.sqrt(step);
        Pixels clean = CosmicRays.reject(rest.pixels(), snrPerPixel);
        double resolution = resolution(clean, header, options, snrPerPixel, log);
        clean = AssumedNoise.fill(clean, snrPerPixel);
        GridFlux flux = Resampler.resample(clean, grid, Resampler.sigmaLn(resolution, grid.resolvingPower()));
        log.say(
                "pixels",
                "from %.4f A to the grid by overlap, %d cosmic-ray pixels left out",
                step,
                rest.pixels().goodCount() - clean.goodCount());
        requireCoverage(flux, rest.pixels());
        Boolean normalised = options.normalised() == null ? header.normalised() : options.normalised();
        GridFlux result = normalisation.apply(flux, normalised, rest.template(), snr.perAngstrom(), log);
        return records.record(observed, result, snr, rest.velocity(), log);
    }

    private double resolution(
            Pixels pixels, SpectrumHeader header, ReductionOptions options, double snrPerPixel, ReductionLog log)
            throws ReductionRefused {
        double target = grid.resolvingPower();
        Double stated = options.resolvingPower() == null ? header.resolvingPower() : options.resolvingPower();
        double value;
        if (stated != null) {
            value = stated;
            log.say(
                    "resolution",
                    "R = %.0f, %s",
                    value,
                    options.resolvingPower() == null ? "from the header" : "as asked for");
        } else {
            ResolvingPower.Estimate estimate = ResolvingPower.estimate(pixels, snrPerPixel, target);
            value = estimate.value();
            log.say("resolution", "R %s", estimate.how());
        }
        if (value < LEAST_RESOLUTION * target) {
            throw new ReductionRefused(String.format(
                    Locale.ROOT,
                    "expected a resolving power of at least %.0f, found %.0f (%s)",
                    LEAST_RESOLUTION * target,
                    value,
                    log.steps().get("resolution")));
        }
        double sigma = Resampler.sigmaLn(value, target);
        log.say(
                "resolution",
                sigma == 0 ? "not convolved" : "convolved to %.0f by a Gaussian of sigma %.3e in ln(lambda)",
                target,
                sigma);
        return value;
    }

    private Pixels crop(Pixels pixels) throws ReductionRefused {
        double from = grid.wavelength(0) - MARGIN;
        double to = grid.wavelength(grid.pixels() - 1) + MARGIN;
        int first = 0;
        int last = pixels.size();
        while (first < last && pixels.wavelength()[first] < from) {
            first++;
        }
        while (last > first && pixels.wavelength()[last - 1] > to) {
            last--;
        }
        if (last - first < 100) {
            throw new ReductionRefused(String.format(
                    Locale.ROOT,
                    "expected wavelengths inside %.0f to %.0f A, found %.1f to %.1f A",
                    from,
                    to,
                    pixels.wavelength()[0],
                    pixels.wavelength()[pixels.size() - 1]));
        }
        return pixels.slice(first, last);
    }

    private void requireCoverage(GridFlux flux, Pixels rest) throws ReductionRefused {
        int unmasked = 0;
        int good = 0;
        for (int i = 0; i < grid.pixels(); i++) {
            if (!grid.masked(i)) {
                unmasked++;
                good += flux.good()[i] ? 1 : 0;
            }
        }
        double coverage = (double) good / unmasked;
        double least = manifest.projection().minimumCoverage();
        if (coverage < least) {
            throw new ReductionRefused(String.format(
                    Locale.ROOT,
                    "expected good pixels over at least %.0f %% of the model's windows, found %.1f %%"
                            + " (%.1f to %.1f A at rest, gaps and bad pixels left out)",
                    100 * least,
                    100 * coverage,
                    rest.wavelength()[0],
                    rest.wavelength()[rest.size() - 1]));
        }
    }
}
