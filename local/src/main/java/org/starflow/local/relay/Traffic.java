package org.starflow.local.relay;

/** What a relay does with a client's bytes. */
public enum Traffic {
    /** Forwards them. */
    PASS,
    /** Keeps connections open and lets nothing through, as a lossy network does; later everything arrives. */
    STALL,
    /** Resets connections, also new ones. */
    CUT
}
