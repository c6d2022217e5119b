package org.starflow.schemas.registry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void forgetsWhatWasUsedLongestAgo() {
        // Given
        var cache = new BoundedCache<String, Integer>(2, Duration.ofSeconds(-1), nanos::get);
        cache.put("a", 1);
        cache.put("b", 2);
        // When
        assertThat(cache.get("a")).contains(1);
        cache.put("c", 3);
        // Then
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.get("a")).contains(1);
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void forgetsWhatIsTooOldEvenWhenTheClockWraps() {
        // Given
        var cache = new BoundedCache<String, Integer>(2, Duration.ofNanos(10), nanos::get);
        cache.put("a", 1);
        // When
        nanos.addAndGet(9);
        assertThat(cache.get("a")).contains(1);
        nanos.addAndGet(1);
        // Then
        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    void backsOffWithinItsLimits() {
        var policy = new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMillis(350));
        for (int i = 0; i < 100; i++) {
            assertThat(policy.backoff(1, Duration.ZERO)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(policy.backoff(2, Duration.ZERO)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(policy.backoff(60, Duration.ZERO)).isBetween(Duration.ofMillis(175), Duration.ofMillis(350));
            assertThat(policy.backoff(1, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(200));
            assertThat(policy.backoff(1, Duration.ofHours(1))).isEqualTo(Duration.ofMillis(350));
        }
    }
}
