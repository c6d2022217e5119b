package org.starflow.local.relay;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Head of a request in Kafka's protocol, the same in all versions since header version 1.
 *
 * @param apiKey which request: see the constants
 * @param apiVersion version of its body
 * @param clientId {@code client.id}; empty when the client gives none
 */
public record KafkaRequest(short apiKey, short apiVersion, String clientId) {

    /** Records; the first of a transaction begins it on the broker. */
    public static final short PRODUCE = 0;
    /** End of a transaction: commit or abort. */
    public static final short END_TXN = 26;
    /** Offsets of a transaction. */
    public static final short TXN_OFFSET_COMMIT = 28;

    /** Reads the head of a frame without its length. Null when it is none. */
    static KafkaRequest parse(byte[] frame) {
        try {
            ByteBuffer head = ByteBuffer.wrap(frame);
            short key = head.getShort();
            short version = head.getShort();
            head.getInt();
            short length = head.getShort();
            byte[] client = new byte[Math.max(0, length)];
            head.get(client);
            return new KafkaRequest(key, version, new String(client, StandardCharsets.UTF_8));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }
}
