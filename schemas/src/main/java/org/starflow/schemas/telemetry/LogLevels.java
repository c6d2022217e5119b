package org.starflow.schemas.telemetry;

import org.jboss.logmanager.Logger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Levels of log categories while a service runs; a restart brings the configured ones back. Thread-safe. */
public final class LogLevels {
    /** Levels that can be asked for; {@code DEFAULT} takes a change back. */
    public static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "DEFAULT");

    private static final Pattern CATEGORY = Pattern.compile("[A-Za-z_][A-Za-z0-9_$-]*(\\.[A-Za-z0-9_$-]+)*");
    private static final int LONGEST = 200;

    /** A logger that nobody holds is forgotten with its level; null: the category had no level of its own. */
    private final Map<String, Held> held = new TreeMap<>();

    private record Held(Logger logger, java.util.logging.Level before) {}

    /**
     * A change.
     *
     * @param category package or class
     * @param from effective level before
     * @param to effective level now
     */
    public record Change(String category, String from, String to) {}

    /**
     * Changes the level of a category.
     *
     * @throws IllegalArgumentException when the category or the level can not be
     */
    public synchronized Change set(String category, String level) {
        if (category == null
                || category.length() > LONGEST
                || !CATEGORY.matcher(category).matches()) {
            throw new IllegalArgumentException(
                    "Expected a category such as org.starflow or org.apache.kafka.clients, of at most " + LONGEST
                            + " characters.");
        }
        String wanted = level == null ? "" : level.strip().toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(wanted)) {
            throw new IllegalArgumentException("Expected a level of " + String.join(", ", LEVELS) + ".");
        }
        Logger logger = Logger.getLogger(category);
        String from = name(logger);
        if (wanted.equals("DEFAULT")) {
            Held change = held.remove(category);
            if (change != null) {
                logger.setLevel(change.before());
            }
        } else {
            held.putIfAbsent(category, new Held(logger, logger.getLevel()));
            logger.setLevelName(wanted);
        }
        return new Change(category, from, name(logger));
    }

    /** Categories that are not at their configured level, with the level that they have. */
    public synchronized Map<String, String> changed() {
        var levels = new TreeMap<String, String>();
        held.forEach((category, change) -> levels.put(category, name(change.logger())));
        return levels;
    }

    /** WARN and WARNING, ERROR and SEVERE are the same; the names are SLF4J's. */
    private static String name(Logger logger) {
        int value = logger.getEffectiveLevel();
        if (value >= org.jboss.logmanager.Level.ERROR.intValue()) {
            return "ERROR";
        }
        if (value >= org.jboss.logmanager.Level.WARN.intValue()) {
            return "WARN";
        }
        return value >= org.jboss.logmanager.Level.INFO.intValue() ? "INFO" : "DEBUG";
    }
}
