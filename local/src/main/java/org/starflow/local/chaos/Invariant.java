package org.starflow.local.chaos;

import java.util.List;

/**
 * Something that must hold, and whether it does.
 *
 * @param name in a few words
 * @param counted what was looked at
 * @param violations the first few, in words; none when it holds
 * @param count all violations
 */
public record Invariant(String name, String counted, List<String> violations, int count) {

    private static final int SHOWN = 10;

    public Invariant {
        violations = List.copyOf(violations);
    }

    static Invariant of(String name, String counted, List<String> violations) {
        return new Invariant(name, counted, violations.stream().limit(SHOWN).toList(), violations.size());
    }

    /** Whether nothing speaks against it. */
    public boolean holds() {
        return count == 0;
    }
}
