package org.starflow.sink.console;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of something that may be away.
 *
 * @param value the latest answer, however old
 * @param up whether it answers now
 * @param since since when it does or does not
 * @param reason why not, one sentence
 */
record Reading<T>(Optional<T> value, boolean up, Instant since, Optional<String> reason) {
    static <T> Reading<T> unknown(Instant now) {
        return new Reading<>(Optional.empty(), true, now, Optional.empty());
    }

    Reading<T> answered(T answer, Instant now) {
        return new Reading<>(Optional.of(answer), true, up ? since : now, Optional.empty());
    }

    Reading<T> failed(String why, Instant now) {
        return new Reading<>(value, false, up ? now : since, Optional.of(why));
    }
}
