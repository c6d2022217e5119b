package org.starflow.sink.stream;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** The latest view of the stream. Written by the watch, read by any. */
@ApplicationScoped
public class StreamState {
    private volatile StreamView view;

    /** The latest view; empty before the first. */
    public Optional<StreamView> view() {
        return Optional.ofNullable(view);
    }

    void show(StreamView latest) {
        view = latest;
    }
}
