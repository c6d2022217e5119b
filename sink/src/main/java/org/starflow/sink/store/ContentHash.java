package org.starflow.sink.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** SHA-256 of a list of values, to the bit: equal only for equal values in equal places. */
final class ContentHash {
    private ContentHash() {}

    static byte[] of(List<Object> values) {
        var bytes = new ByteArrayOutputStream(2048);
        try (var out = new DataOutputStream(bytes)) {
            for (Object value : values) {
                write(out, value);
            }
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 of a result", e);
        }
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte(0);
            case Double d -> {
                out.writeByte(1);
                out.writeLong(Double.doubleToLongBits(d));
            }
            case Long l -> {
                out.writeByte(2);
                out.writeLong(l);
            }
            case Integer i -> {
                out.writeByte(3);
                out.writeInt(i);
            }
            case String s -> {
                byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
                out.writeByte(4);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            case float[] floats -> {
                out.writeByte(5);
                out.writeInt(floats.length);
                for (float f : floats) {
                    out.writeInt(Float.floatToIntBits(f));
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "No hash for a " + value.getClass().getName());
        }
    }
}
