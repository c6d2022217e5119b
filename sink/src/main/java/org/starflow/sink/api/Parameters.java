package org.starflow.sink.api;

import jakarta.ws.rs.core.MultivaluedMap;
import org.starflow.sink.problem.ProblemException;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The parameters of a query. One that is not known is an error: a typing error must not select everything. */
final class Parameters {
    private final MultivaluedMap<String, String> values;

    Parameters(MultivaluedMap<String, String> values, Collection<String> known) {
        this.values = values;
        for (var entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw ProblemException.badRequest("There is no parameter '%s'.".formatted(entry.getKey()));
            }
            if (entry.getValue().size() > 1) {
                throw ProblemException.badRequest("The parameter '%s' is given twice.".formatted(entry.getKey()));
            }
        }
    }

    Optional<String> text(String name) {
        List<String> given = values.get(name);
        if (given == null || given.isEmpty() || given.getFirst().isEmpty()) {
            return Optional.empty();
        }
        String text = given.getFirst();
        if (text.length() > 500 || text.indexOf('\0') >= 0) {
            throw ProblemException.badRequest(
                    "The parameter '%s' is not a text of at most 500 characters.".formatted(name));
        }
        return Optional.of(text);
    }

    OptionalDouble number(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.get());
            if (Double.isFinite(value)) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            throw notANumber(name, text.get());
        }
        throw notANumber(name, text.get());
    }

    OptionalLong integer(String name, long lowest, long highest) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= lowest && value <= highest) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException e) {
            throw notAnInteger(name, text.get(), lowest, highest);
        }
        throw notAnInteger(name, text.get(), lowest, highest);
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw ProblemException.badRequest(
                        "The parameter '%s' is true or false, not '%s'.".formatted(name, text));
        });
    }

    private static ProblemException notANumber(String name, String text) {
        return ProblemException.badRequest("The parameter '%s' is a number, not '%s'.".formatted(name, text));
    }

    private static ProblemException notAnInteger(String name, String text, long lowest, long highest) {
        return ProblemException.badRequest(
                "The parameter '%s' is an integer from %d to %d, not '%s'.".formatted(name, lowest, highest, text));
    }
}
