package org.starflow.sink.api;

import java.util.ArrayList;
import java.util.List;

/** Conditions of a query, joined by AND; every value is a parameter. */
final class Conditions {
    private final List<String> clauses = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition; its question marks stand for the values. */
    Conditions and(String clause, Object... parameters) {
        clauses.add(clause);
        values.addAll(List.of(parameters));
        return this;
    }

    String where() {
        return clauses.isEmpty() ? "" : " WHERE " + String.join(" AND ", clauses);
    }

    List<Object> values() {
        return List.copyOf(values);
    }
}
