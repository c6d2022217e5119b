package org.starflow.schemas.registry;

import org.apache.kafka.common.config.types.Password;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads Confluent's properties, with or without their prefix {@code schema.registry.}, from a Kafka configuration. */
record Settings(Map<String, ?> map) {
    private static final String PREFIX = "schema.registry.";

    Optional<String> text(String name) {
        return prefixed(name).or(() -> value(name));
    }

    Optional<String> prefixed(String name) {
        return value(PREFIX + name);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(map.get(name))
                .map(v -> v instanceof Password p ? p.value() : v.toString())
                .filter(s -> !s.isBlank());
    }

    List<String> list(String name) {
        Object value = map.get(name);
        Stream<?> items = switch (value) {
            case null -> Stream.empty();
            case Collection<?> c -> c.stream();
            default -> Stream.of(value.toString().split(","));
        };
        return items.map(i -> i.toString().strip()).filter(s -> !s.isEmpty()).toList();
    }

    long number(String name, long fallback, long min, long max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.get().strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The message below says it all.
        }
        throw new IllegalArgumentException(
                name + " must be a whole number from " + min + " to " + max + ", found " + text.get());
    }

    Duration millis(String name, long fallback) {
        return Duration.ofMillis(number(name, fallback, 1, Duration.ofHours(1).toMillis()));
    }
}
