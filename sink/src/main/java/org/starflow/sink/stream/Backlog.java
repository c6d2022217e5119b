package org.starflow.sink.stream;

/**
 * When a backlog will be gone.
 *
 * @param drainSeconds time until then at the present rates, 0 without a backlog; NaN while it does not shrink, and while
 *     the rates are not known yet
 * @param growing whether there is a backlog that does not shrink, be it that more arrives or that nothing is done
 */
record Backlog(double drainSeconds, boolean growing) {
    /** Records that are done within this are on their way, no backlog: in a live stream there are always some. */
    private static final double ON_THEIR_WAY_SECONDS = 10;

    /**
     * Works it out.
     *
     * @param lag records
     * @param arrival records a second; NaN: not known
     * @param consumption records a second; NaN: not known
     */
    static Backlog of(long lag, double arrival, double consumption) {
        if (lag == 0) {
            return new Backlog(0, false);
        }
        if (Double.isNaN(arrival) || Double.isNaN(consumption)) {
            return new Backlog(Double.NaN, false);
        }
        if (lag <= consumption * ON_THEIR_WAY_SECONDS) {
            return new Backlog(lag / consumption, false);
        }
        double net = consumption - arrival;
        return net > 0 ? new Backlog(lag / net, false) : new Backlog(Double.NaN, true);
    }
}
