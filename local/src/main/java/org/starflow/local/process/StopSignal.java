package org.starflow.local.process;

/** The signal by which a program ends cleanly and soon. */
public enum StopSignal {
    /** For Java programs: runs their shutdown hooks. */
    TERM,
    /** For PostgreSQL: its "fast" shutdown, which does not wait for clients to leave. */
    INT
}
