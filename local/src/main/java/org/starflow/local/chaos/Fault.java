package org.starflow.local.chaos;

/** One fault, done once. */
interface Fault {

    /** Breaks something and says what it hit. */
    String inject() throws Exception;

    /** Ends the fault after its time; what mends itself has nothing to do here. Returns what was seen, or nothing. */
    default String heal() throws Exception {
        return "";
    }

    /** Whether it lasts until it is healed, rather than being over when it was done. */
    default boolean lasts() {
        return true;
    }

    /** A fault that is over in a moment. */
    static Fault moment(Deed deed) {
        return new Fault() {
            @Override
            public String inject() throws Exception {
                return deed.perform();
            }

            @Override
            public boolean lasts() {
                return false;
            }
        };
    }

    /** A fault with an end. */
    static Fault lasting(Deed beginning, Deed end) {
        return new Fault() {
            @Override
            public String inject() throws Exception {
                return beginning.perform();
            }

            @Override
            public String heal() throws Exception {
                return end.perform();
            }
        };
    }

    /** Something done, and a few words about it. */
    @FunctionalInterface
    interface Deed {
        String perform() throws Exception;
    }
}
