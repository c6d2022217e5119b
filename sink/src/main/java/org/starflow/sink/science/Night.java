package org.starflow.sink.science;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A night, from noon to noon UTC, which holds every night of Chile.
 *
 * @param number modified Julian date of the evening, a whole number
 */
record Night(long number) {
    private static final LocalDate DAY_ZERO = LocalDate.of(1858, 11, 17);
    private static final double NOON = 0.5;

    /** The night of a modified Julian date. */
    static Night of(double mjd) {
        return new Night((long) Math.floor(mjd - NOON));
    }

    /** The night that begins in the evening of a date. */
    static Night of(LocalDate evening) {
        return new Night(ChronoUnit.DAYS.between(DAY_ZERO, evening));
    }

    /** First modified Julian date. */
    double begin() {
        return number + NOON;
    }

    /** Modified Julian date after the last. */
    double end() {
        return begin() + 1;
    }
}
