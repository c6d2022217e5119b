package org.starflow.schemas;

/** Headers of records in {@link Topics#SPECTRA} and {@link Topics#INFERENCES}. Values are UTF-8 text. */
public final class RecordHeaders {
    /** Identifier of the spectrum, so that a record can be found without decoding it. */
    public static final String SPECTRUM_ID = "starflow-spectrum-id";
    /** When the producer handed the spectrum over, milliseconds since 1970-01-01 UTC, decimal. */
    public static final String PRODUCED_AT = "starflow-produced-at";
    /** Partition of the spectrum that an inference belongs to, decimal. */
    public static final String SOURCE_PARTITION = "starflow-source-partition";
    /** Offset of the spectrum that an inference belongs to, decimal. */
    public static final String SOURCE_OFFSET = "starflow-source-offset";

    private RecordHeaders() {}
}
