package org.starflow.it.support;

/** One server of a {@link Stack}. Its data and its address survive; each call returns when the state is reached. */
public interface Component {
    /** Ends it at once, as {@code kill -9} does. */
    void kill();

    /** Ends it in good order. */
    void stop();

    /** Starts it again after {@link #kill} or {@link #stop} and waits until it answers. */
    void start();
}
