package org.starflow.local.backup;

import java.util.List;

/**
 * What a backup holds: its last entry, so that a file that was cut off has none.
 *
 * @param format of the file; {@value #FORMAT}
 * @param createdAt time of the snapshot, UTC, ISO 8601
 * @param schemaVersion last versioned migration of the database
 * @param tables in an order in which they can be filled
 */
public record Manifest(int format, String createdAt, String schemaVersion, List<Table> tables) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    /**
     * A table.
     *
     * @param name name
     * @param columns in the order of the rows
     * @param rows how many
     * @param sha256 of the rows as they lie in the file, uncompressed, lower-case hex
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        /** Name of the entry with the rows, in PostgreSQL's text format of COPY. */
        String entry() {
            return name + ".copy";
        }
    }

    /** Rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
