package org.starflow.sink.stream;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Which groups of workers are watched: those with members; when there are none, those that had members last; after a
 * restart of the sink, the one that has got furthest. Groups of models that were replaced stay out: what they left unread
 * is no backlog.
 */
final class GroupChoice {
    /** Stands for workers that have never been there: everything in the topic is backlog. */
    static final String NONE = "none";

    private static final int MOST = 8;

    private Set<String> watched = Set.of();

    /**
     * Chooses.
     *
     * @param members number of members of each group that the broker knows
     * @param progress sum of the offsets that a group has committed
     */
    Set<String> of(Map<String, Integer> members, ToLongFunction<String> progress) {
        Set<String> active = members.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .sorted()
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!active.isEmpty()) {
            watched = active;
        } else {
            watched = watched.stream().filter(members::containsKey).collect(Collectors.toCollection(TreeSet::new));
            if (watched.isEmpty()) {
                watched = members.keySet().stream()
                        .max(Comparator.comparingLong(progress))
                        .map(Set::of)
                        .orElse(Set.of());
            }
        }
        return watched.isEmpty() ? Set.of(NONE) : watched;
    }
}
