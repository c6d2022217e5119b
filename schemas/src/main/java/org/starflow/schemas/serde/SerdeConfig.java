package org.starflow.schemas.serde;

import java.util.Map;

/**
 * Settings of the serializer and deserializer, by Confluent's property names.
 *
 * @param autoRegister {@code auto.register.schemas}: register the record's schema when it is written (default true)
 * @param useLatest {@code use.latest.version}: without auto-registration, write with the subject's newest schema
 * @param normalize {@code normalize.schemas}
 * @param removeJavaProperties {@code avro.remove.java.properties}: register schemas without the code generator's hints
 *     (default true; Confluent's is false)
 * @param specificReader {@code specific.avro.reader}: generated classes instead of generic records
 * @param strategy {@code value.subject.name.strategy} or {@code key.subject.name.strategy}
 * @param maxBytes {@code max.record.bytes}: larger records are neither written nor decoded (default 8 MiB)
 */
record SerdeConfig(
        boolean autoRegister,
        boolean useLatest,
        boolean normalize,
        boolean removeJavaProperties,
        boolean specificReader,
        SubjectNameStrategy strategy,
        int maxBytes) {
    private static final int MAX_BYTES = 8 << 20;

    static SerdeConfig from(Map<String, ?> properties, boolean key) {
        String strategy = key ? "key.subject.name.strategy" : "value.subject.name.strategy";
        return new SerdeConfig(
                flag(properties, "auto.register.schemas", true),
                flag(properties, "use.latest.version", false),
                flag(properties, "normalize.schemas", false),
                flag(properties, "avro.remove.java.properties", true),
                flag(properties, "specific.avro.reader", false),
                SubjectNameStrategy.parse(
                        strategy, name(properties.get(strategy), SubjectNameStrategy.TopicNameStrategy.name())),
                bytes(properties.get("max.record.bytes")));
    }

    private static boolean flag(Map<String, ?> properties, String name, boolean fallback) {
        Object value = properties.get(name);
        if (value == null) {
            return fallback;
        }
        return switch (value.toString().strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false, found " + value);
        };
    }

    private static String name(Object value, String fallback) {
        return switch (value) {
            case null -> fallback;
            case Class<?> c -> c.getName();
            default -> value.toString().strip();
        };
    }

    private static int bytes(Object value) {
        if (value == null) {
            return MAX_BYTES;
        }
        try {
            int bytes = Integer.parseInt(value.toString().strip());
            if (bytes > 0) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            // The message below says it all.
        }
        throw new IllegalArgumentException("max.record.bytes must be a positive whole number, found " + value);
    }
}
