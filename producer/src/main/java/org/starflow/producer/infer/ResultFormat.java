package org.starflow.producer.infer;

/** Format of a table of results. */
public enum ResultFormat {
    CSV,
    JSON,
    TABLE
}
