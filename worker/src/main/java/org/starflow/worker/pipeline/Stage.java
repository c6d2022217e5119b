package org.starflow.worker.pipeline;

import java.util.List;

/** Work of a stage, all of it on the stage's own thread. */
interface Stage<I> {
    /** Once, before the first item. */
    default void open() {}

    void process(I item) throws InterruptedException;

    /** Items that have waited for the stage together, in their order. */
    default void processAll(List<I> items) throws InterruptedException {
        for (I item : items) {
            process(item);
        }
    }

    /** How many waiting items the stage takes at once. */
    default int most() {
        return 1;
    }

    /** Whether it waits for something outside that no restart of the worker would mend; any thread. */
    default boolean waiting() {
        return false;
    }

    /** Once, after the last item. */
    default void close() {}
}
