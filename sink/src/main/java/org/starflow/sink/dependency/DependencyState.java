package org.starflow.sink.dependency;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether a dependency answers.
 *
 * @param reachable whether it does; true until the first failure
 * @param since when that began
 * @param cause what the last failure said, one line; null while it answers
 */
public record DependencyState(Dependency dependency, boolean reachable, Instant since, String cause) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** The state in a sentence for people; empty while it answers. */
    public Optional<String> sentence() {
        if (reachable) {
            return Optional.empty();
        }
        return Optional.of("%s has been away since %s (%s); nothing is lost, %s."
                .formatted(
                        dependency.subject(),
                        TIME.format(since.truncatedTo(ChronoUnit.SECONDS)),
                        cause,
                        dependency.comfort()));
    }
}
