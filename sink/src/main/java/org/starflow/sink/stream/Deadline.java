package org.starflow.sink.stream;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** By when a backlog should be gone: the next time that this time of day comes, in UTC. */
record Deadline(LocalTime time) {

    /** The next one, strictly after a moment. */
    Instant after(Instant moment) {
        var today = moment.atZone(ZoneOffset.UTC).with(time);
        return (today.toInstant().isAfter(moment) ? today : today.plusDays(1)).toInstant();
    }
}
