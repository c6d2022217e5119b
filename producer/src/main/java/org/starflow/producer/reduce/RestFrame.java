package org.starflow.producer.reduce;

import org.starflow.producer.read.Frame;
import org.starflow.producer.read.Pixels;
import org.starflow.producer.read.SpectrumHeader;
import org.starflow.v1.WavelengthMedium;

import java.util.Locale;

/**
 * Brings a spectrum to air wavelengths in the rest frame. A velocity on the command line is taken as it is. Otherwise the
 * velocity is measured unless the file is in the rest frame by its own word; a clear measurement beats the header, and
 * less than 1 km/s is left alone where no header asks for it.
 */
final class RestFrame {
    /** A measured velocity below this is rest, km/s. */
    private static final double AT_REST = 1.0;
    /** A header velocity that differs from the measured one by more is not believed, km/s. */
    private static final double AGREEMENT = 3.0;
    /** Velocity that unconverted vacuum wavelengths look like: c (n − 1) at the windows, km/s. */
    private static final double VACUUM_VELOCITY = 83.1;

    private static final double VACUUM_TOLERANCE = 4;

    private final VelocityMeter meter;

    RestFrame(VelocityMeter meter) {
        this.meter = meter;
    }

    /**
     * @param pixels in air, at rest
     * @param velocity that was removed, km/s; null when none was
     * @param template best synthetic star, or −1 when none was looked for
     */
    record Result(Pixels pixels, Double velocity, int template) {}

    Result apply(Pixels pixels, SpectrumHeader header, ReductionOptions options, ReductionLog log)
            throws ReductionRefused {
        WavelengthMedium medium = options.medium() == null ? header.medium() : options.medium();
        Pixels air = medium == WavelengthMedium.VACUUM ? toAir(pixels) : pixels;
        if (medium != WavelengthMedium.UNKNOWN) {
            log.say("medium", medium == WavelengthMedium.VACUUM ? "vacuum to air (Morton 2000)" : "air, as given");
        }
        if (options.radialVelocity() != null) {
            say(log, medium, "air, assumed");
            log.say("frame", "velocity of %.2f km/s removed, as asked for", options.radialVelocity());
            return new Result(shift(air, options.radialVelocity()), options.radialVelocity(), -1);
        }
        if (Boolean.FALSE.equals(options.measureVelocity())
                || (header.frame() == Frame.REST && !Boolean.TRUE.equals(options.measureVelocity()))) {
            say(log, medium, "air, assumed");
            return unmeasured(air, header, log, "not measured");
        }
        return measured(air, header, medium, log);
    }

    private Result measured(Pixels air, SpectrumHeader header, WavelengthMedium medium, ReductionLog log)
            throws ReductionRefused {
        VelocityMeter.Measured m = meter.measure(air);
        if (!m.reliable()) {
            say(log, medium, "air, assumed");
            String why = String.format(
                    Locale.ROOT, "no clear peak in the cross-correlation (%.2f, next %.2f)", m.peak(), m.second());
            return unmeasured(air, header, log, why);
        }
        boolean vacuum = medium == WavelengthMedium.UNKNOWN
                && Math.abs(m.velocity() - VACUUM_VELOCITY) < VACUUM_TOLERANCE
                && header.radialVelocity() == null;
        if (vacuum) {
            log.say("medium", "vacuum to air (Morton 2000), assumed: lines lie %.1f km/s off in air", m.velocity());
            Pixels converted = toAir(air);
            return remove(converted, meter.measure(converted), header, log);
        }
        say(log, medium, "air, assumed");
        return remove(air, m, header, log);
    }

    private static Result remove(Pixels air, VelocityMeter.Measured m, SpectrumHeader header, ReductionLog log) {
        Double stated = header.frame() == Frame.REST ? Double.valueOf(0) : header.radialVelocity();
        if (stated != null && Math.abs(stated - m.velocity()) < AT_REST) {
            log.say(
                    "frame",
                    "velocity of %.2f km/s removed, from the header (measured %.2f ± %.2f km/s)",
                    stated,
                    m.velocity(),
                    m.error());
            return new Result(shift(air, stated), stated, m.template());
        }
        if (stated != null && Math.abs(stated - m.velocity()) > AGREEMENT) {
            log.say("frame", "the header's %.2f km/s do not fit the lines", stated);
        }
        if (Math.abs(m.velocity()) < AT_REST) {
            log.say("frame", "rest, as found (measured %.2f ± %.2f km/s, left)", m.velocity(), m.error());
            return new Result(air, null, m.template());
        }
        log.say(
                "frame",
                "velocity of %.2f ± %.2f km/s removed, measured by cross-correlation (peak %.2f)",
                m.velocity(),
                m.error(),
                m.peak());
        return new Result(shift(air, m.velocity()), m.velocity(), m.template());
    }

    private static Result unmeasured(Pixels air, SpectrumHeader header, ReductionLog log, String why)
            throws ReductionRefused {
        if (header.frame() == Frame.REST) {
            log.say("frame", "rest, as given");
            return new Result(air, null, -1);
        }
        if (header.radialVelocity() != null) {
            log.say("frame", "velocity of %.2f km/s removed, from the header (%s)", header.radialVelocity(), why);
            return new Result(shift(air, header.radialVelocity()), header.radialVelocity(), -1);
        }
        if (header.frame() == Frame.NOT_REST) {
            throw new ReductionRefused("expected the rest frame or a velocity, found neither in the file, and " + why
                    + ": give --radial-velocity");
        }
        log.say("frame", "rest, assumed (%s)", why);
        return new Result(air, null, -1);
    }

    private static void say(ReductionLog log, WavelengthMedium medium, String sentence) {
        if (medium == WavelengthMedium.UNKNOWN) {
            log.say("medium", sentence);
        }
    }

    private static Pixels toAir(Pixels pixels) {
        double[] air = pixels.wavelength().clone();
        for (int i = 0; i < air.length; i++) {
            air[i] = AirVacuum.toAir(air[i]);
        }
        return pixels.at(air);
    }

    private static Pixels shift(Pixels pixels, double velocity) {
        return pixels.at(Doppler.toRest(pixels.wavelength(), velocity));
    }
}
