package org.starflow.schemas;

/** Names of the Kafka topics. The subject of a topic's values is {@code <topic>-value}. */
public final class Topics {
    /** Reduced spectra on the model grid: {@link org.starflow.v1.Spectrum}. */
    public static final String SPECTRA = "starflow.spectra";

    /** One {@link org.starflow.v1.Inference} for every spectrum that was not rejected. */
    public static final String INFERENCES = "starflow.inferences";

    /** Original key, bytes and headers of every rejected record, with {@link RejectHeaders}. */
    public static final String REJECTS = "starflow.rejects";

    private Topics() {}
}
