package org.starflow.schemas.registry;

/** Compatibility levels of the registry. Starflow's subjects are kept at {@link #FULL_TRANSITIVE}. */
public enum Compatibility {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE
}
