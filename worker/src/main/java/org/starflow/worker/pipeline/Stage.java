package org.starflow.worker.pipeline;

/** Work of a stage, all of it on the stage's own thread. */
interface Stage<I> {
    /** Once, before the first item. */
    default void open() {}

    void process(I item) throws InterruptedException;

    /** Whether it waits for something outside that no restart of the worker would mend; any thread. */
    default boolean waiting() {
        return false;
    }

    /** Once, after the last item. */
    default void close() {}
}
