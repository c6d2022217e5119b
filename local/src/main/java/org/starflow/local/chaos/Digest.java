package org.starflow.local.chaos;

import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** SHA-256 of bytes, and of what a record says apart from some fields. */
final class Digest {

    private Digest() {}

    static String of(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes == null ? new byte[0] : bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Equal for records whose fields, but for those left out, are equal to the bit. */
    static String of(GenericRecord record, Set<String> without) {
        var text = new StringBuilder();
        record.getSchema().getFields().stream()
                .filter(field -> !without.contains(field.name()))
                .forEach(field -> append(text.append(field.name()).append('='), record.get(field.pos())));
        return of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder text, Object value) {
        switch (value) {
            case IndexedRecord record ->
                record.getSchema()
                        .getFields()
                        .forEach(field -> append(text.append(field.name()).append('='), record.get(field.pos())));
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, Object>();
                map.forEach((key, entry) -> sorted.put(key.toString(), entry));
                sorted.forEach((key, entry) -> append(text.append(key).append(':'), entry));
            }
            case Collection<?> list -> list.forEach(entry -> append(text, entry));
            case ByteBuffer bytes -> {
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                text.append(HexFormat.of().formatHex(copy));
            }
            case Double d -> text.append(Long.toHexString(Double.doubleToLongBits(d)));
            case null, default -> text.append(value);
        }
        text.append(';');
    }
}
