package org.starflow.local.security;

import java.util.Locale;

/** The users of a secured stack. What each may do is in {@code k8s/acls.yaml}. */
public enum Principal {
    /** Publishes spectra. */
    PRODUCER,
    /** Infers. */
    WORKER,
    /** Stores and answers. */
    SINK,
    /** The command line. */
    OPERATOR,
    /** Watches offsets. */
    MONITOR,
    /** Reads results. */
    SUBSCRIBER;

    /** Name in Kafka and in the registry: {@code starflow-worker}. */
    public String user() {
        return "starflow-" + name().toLowerCase(Locale.ROOT);
    }
}
