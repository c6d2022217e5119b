package org.starflow.schemas.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A small thread-safe map that forgets what was used longest ago, and what is older than its time to live. */
final class BoundedCache<K, V> {
    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private record Stored<T>(T value, long writtenNanos) {}

    private final Map<K, Stored<V>> entries;
    private final Duration timeToLive;
    private final LongSupplier nanoTime;

    /** A negative time to live keeps entries for ever. */
    BoundedCache(int capacity, Duration timeToLive, LongSupplier nanoTime) {
        this.timeToLive = timeToLive;
        this.nanoTime = nanoTime;
        this.entries = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Stored<V>> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<V> get(K key) {
        Stored<V> entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (!timeToLive.isNegative() && nanoTime.getAsLong() - entry.writtenNanos() >= timeToLive.toNanos()) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    synchronized void put(K key, V value) {
        entries.put(key, new Stored<>(value, nanoTime.getAsLong()));
    }

    synchronized int size() {
        return entries.size();
    }
}
