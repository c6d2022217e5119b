package org.starflow.schemas.serde;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The value serializer and deserializer that a service's configuration names, by Kafka's own keys {@code
 * value.serializer} and {@code value.deserializer}; those of this package when it names none. So Confluent's classes
 * are swapped in by configuration alone.
 */
public final class Codecs {
    private Codecs() {}

    /** The configured value serializer. */
    public static Serializer<Object> valueSerializer(Map<String, ?> config) {
        Serializer<Object> serializer = make(config, "value.serializer", AvroSerializer.class, Serializer.class);
        serializer.configure(config, false);
        return serializer;
    }

    /** The configured value deserializer; it gives generated classes. */
    public static Deserializer<Object> valueDeserializer(Map<String, ?> config) {
        Deserializer<Object> deserializer =
                make(config, "value.deserializer", AvroDeserializer.class, Deserializer.class);
        var specific = new HashMap<String, Object>(config);
        specific.put("specific.avro.reader", true);
        deserializer.configure(specific, false);
        return deserializer;
    }

    // The two callers name the type that the check below has made sure of.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T make(Map<String, ?> config, String key, Class<?> fallback, Class<?> type) {
        Object name = config.get(key);
        Object made = switch (name) {
            case null -> Utils.newInstance(fallback);
            case Class<?> c -> Utils.newInstance(c);
            default -> load(key, name.toString());
        };
        if (!type.isInstance(made)) {
            throw new IllegalArgumentException(key + " = " + made.getClass().getName() + " is not a Kafka "
                    + type.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return (T) made;
    }

    private static Object load(String key, String name) {
        try {
            return Utils.newInstance(name, Object.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    key + " = " + name
                            + " is not on the class path (Confluent's classes need a build with -Pconfluent)",
                    e);
        }
    }
}
