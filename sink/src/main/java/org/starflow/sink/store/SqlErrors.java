package org.starflow.sink.store;

import java.sql.SQLException;
import java.util.Set;

/** Tells a database that can not work now from a record that it will never take. */
public final class SqlErrors {
    /** Classes of SQLSTATE that speak of the data: value, constraint, encoding, row too large. */
    private static final Set<String> DATA = Set.of("21", "22", "23", "54");

    private SqlErrors() {}

    /** Whether a record is at fault; else the same statement may work later. */
    public static boolean isData(SQLException e) {
        for (SQLException next = e; next != null; next = next.getNextException()) {
            String state = next.getSQLState();
            if (state != null && state.length() == 5 && DATA.contains(state.substring(0, 2))) {
                return true;
            }
        }
        return false;
    }

    /** The last message of a chain of exceptions, which with a batch is the one that says why. */
    public static String message(SQLException e) {
        SQLException last = e;
        while (last.getNextException() != null) {
            last = last.getNextException();
        }
        String message = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        return message.lines().findFirst().orElse("");
    }
}
