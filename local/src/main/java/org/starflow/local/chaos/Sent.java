package org.starflow.local.chaos;

import java.time.Instant;

/**
 * A record that the broker has acknowledged.
 *
 * @param number in the stream
 * @param item what it is, without its bytes
 * @param digest of its bytes
 * @param position where it lies
 * @param begun when it was handed to the client
 */
record Sent(int number, StarStock.Item item, String digest, Position position, Instant begun) {}
