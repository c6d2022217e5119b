package org.starflow.sink.api;

import org.starflow.sink.problem.ProblemException;

import java.util.Optional;

/**
 * A circle on the sky, ICRS. The band in declination is what the index finds; the haversine, exact at small angles,
 * decides.
 *
 * @param ra right ascension of its centre, degrees, 0 to 360
 * @param dec declination of its centre, degrees
 * @param radius degrees, more than 0, at most 180
 */
record Cone(double ra, double dec, double radius) {
    private static final String INSIDE =
            "power(sind((dec - ?) / 2), 2) + cosd(dec) * cosd(?) * power(sind((ra - ?) / 2), 2) <= ?";

    /** The cone of a request; empty when it names none of ra, dec and radius, an error when it lacks one. */
    static Optional<Cone> of(Parameters parameters) {
        var ra = parameters.number("ra");
        var dec = parameters.number("dec");
        var radius = parameters.number("radius");
        if (ra.isEmpty() && dec.isEmpty() && radius.isEmpty()) {
            return Optional.empty();
        }
        if (ra.isEmpty() || dec.isEmpty() || radius.isEmpty()) {
            throw ProblemException.badRequest("A cone needs 'ra', 'dec' and 'radius', in degrees.");
        }
        require("ra", ra.getAsDouble(), ra.getAsDouble() >= 0 && ra.getAsDouble() <= 360, "0 to 360");
        require("dec", dec.getAsDouble(), Math.abs(dec.getAsDouble()) <= 90, "-90 to 90");
        require(
                "radius",
                radius.getAsDouble(),
                radius.getAsDouble() > 0 && radius.getAsDouble() <= 180,
                "more than 0, at most 180");
        return Optional.of(new Cone(ra.getAsDouble(), dec.getAsDouble(), radius.getAsDouble()));
    }

    void add(Conditions conditions) {
        double half = Math.sin(Math.toRadians(radius / 2));
        conditions.and("dec BETWEEN ? AND ?", dec - radius, dec + radius).and(INSIDE, dec, dec, ra, half * half);
    }

    private static void require(String name, double value, boolean holds, String range) {
        if (!holds) {
            throw ProblemException.badRequest(
                    "The parameter '%s' is a number of degrees, %s, not %s.".formatted(name, range, value));
        }
    }
}
