package org.starflow.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Pixel payloads of records: little-endian float32. */
final class Pixels {
    private Pixels() {}

    /** View of the bytes between position and limit; the buffer itself is left as it is. */
    static FloatBuffer floats(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
