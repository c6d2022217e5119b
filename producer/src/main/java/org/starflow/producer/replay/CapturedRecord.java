package org.starflow.producer.replay;

/**
 * A record of the spectra topic with its wire bytes.
 *
 * @param timestamp ms since 1970-01-01 UTC
 * @param key may be null
 * @param value as on the wire
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CapturedRecord(long timestamp, byte[] key, byte[] value) {}
