package org.starflow.sink.dependency;

import java.util.Locale;

/** What the sink needs from others. */
public enum Dependency {
    /** PostgreSQL. */
    DATABASE("The database", "results wait in their topic"),
    /** The schema registry. */
    REGISTRY("The schema registry", "records wait in their topics"),
    /** Kafka. */
    BROKER("The broker", "what was committed is on its disk, and producers keep what it has not confirmed");

    private final String subject;
    private final String comfort;

    Dependency(String subject, String comfort) {
        this.subject = subject;
        this.comfort = comfort;
    }

    /** Name in metrics and answers. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String subject() {
        return subject;
    }

    /** Why nobody need worry about data. */
    public String comfort() {
        return comfort;
    }
}
