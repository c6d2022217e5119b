package org.starflow.schemas.telemetry;

/** A span that has begun. Ended once; without that it is never sent. */
public interface OpenSpan {
    /** What the next step continues. */
    TraceParent context();

    /** Adds an attribute. */
    OpenSpan set(String key, String value);

    /** Marks the step as failed. */
    OpenSpan failed(String why);

    /** Ends the span at a time of {@link System#nanoTime()}. */
    void end(long endNanos);
}
