package org.starflow.sink.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;

/**
 * Types of the nulls of table {@code result}. A batch is sent as one statement only while each parameter keeps its
 * type, so a null has that of its column.
 */
final class Nulls {
    private static final Set<String> TEXT =
            Set.of("target_id", "file", "file_sha256", "file_format", "upstream_software", "producer_version");

    private Nulls() {}

    static void bind(PreparedStatement statement, int index, String column) throws SQLException {
        if (TEXT.contains(column)) {
            statement.setNull(index, Types.VARCHAR);
        } else if (column.equals("correlation")) {
            statement.setNull(index, Types.ARRAY, "_float4");
        } else if (column.equals("chi2_dof") || column.endsWith("_flags")) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setNull(index, Types.DOUBLE);
        }
    }
}
