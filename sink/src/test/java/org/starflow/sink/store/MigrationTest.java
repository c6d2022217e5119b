package org.starflow.sink.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.schemas.Label;
import org.starflow.schemas.LabelFlag;
import org.starflow.schemas.ResultColumns;
import org.starflow.schemas.ResultFlag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The migrations are written by hand where the code derives from enums: here they are held together. */
class MigrationTest {
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) \\(\n(.*?)\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("^    ([a-z]\\w*) ", Pattern.MULTILINE);

    @Test
    void columnsOfTheResultTableAreThoseOfTheInsert() {
        // Given
        var columns = tables("V1__catalogue.sql").get("result");

        // When
        var inserted = ResultTable.COLUMNS;

        // Then
        assertThat(columns).containsExactlyInAnyOrderElementsOf(inserted);
    }

    @Test
    void everyExportedColumnIsInTheTable() {
        assertThat(tables("V1__catalogue.sql").get("result")).containsAll(ResultColumns.all());
    }

    @Test
    void labelColumnsStandInTheOrderOfTheLabels() {
        // Given
        var expected = Arrays.stream(Label.values())
                .flatMap(label -> ResultTable.STATISTICS.stream().map(s -> label.key() + "_" + s))
                .toList();

        // When
        var columns = tables("V1__catalogue.sql").get("result").stream()
                .filter(expected::contains)
                .toList();

        // Then
        assertThat(columns).isEqualTo(expected);
    }

    @Test
    void addedColumnsHaveAComment() {
        // Given
        String sql = read("V3__trace.sql");

        // When
        var added = Pattern.compile("ALTER TABLE (\\w+) ADD COLUMN (\\w+)")
                .matcher(sql)
                .results()
                .map(m -> m.group(1) + "." + m.group(2))
                .toList();

        // Then
        assertThat(added)
                .isNotEmpty()
                .allSatisfy(
                        column -> assertThat(sql).containsPattern("COMMENT ON COLUMN " + column + " IS '.*No unit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1__catalogue.sql", "V2__stream.sql"})
    void everyColumnHasACommentWithItsUnit(String migration) {
        // Given
        String sql = read(migration);
        var tables = tables(migration);

        // When
        var commented = Pattern.compile(
                        "COMMENT ON COLUMN (\\w+\\.\\w+) IS '.*(No unit|Unit: [^']+|UTC)\\.';|COMMENT ON COLUMN (\\w+\\.\\w+) IS '[^;]*UTC\\.';")
                .matcher(sql)
                .results()
                .map(m -> m.group(1) == null ? m.group(3) : m.group(1))
                .collect(Collectors.toSet());

        // Then
        tables.forEach((table, columns) -> assertThat(commented)
                .containsAll(columns.stream().map(c -> table + "." + c).toList()));
    }

    @Test
    void unitsOfTheLabelsAreInTheComments() {
        String sql = read("V1__catalogue.sql");
        for (Label label : Label.values()) {
            assertThat(sql)
                    .containsPattern("COMMENT ON COLUMN result\\." + label.key() + "_mean IS '[^']*Unit: "
                            + Pattern.quote(label.unit()));
        }
    }

    @Test
    void flagsInTheViewsAreThoseOfTheSchemas() {
        // Given
        var result = Arrays.stream(ResultFlag.values()).map(f -> row(f.bit(), f.name(), f.sentence()));
        var label = Arrays.stream(LabelFlag.values()).map(f -> row(f.bit(), f.name(), f.sentence()));

        // When
        String views = read("R__views.sql");

        // Then
        assertThat(rows(section(views, "CREATE VIEW result_flags"))).containsExactlyElementsOf(result.toList());
        assertThat(rows(section(views, "CREATE VIEW label_flags"))).containsExactlyElementsOf(label.toList());
    }

    @Test
    void goodResultsAreThoseWithoutASeriousFlag() {
        assertThat(section(read("R__views.sql"), "CREATE VIEW result_good"))
                .contains("flags & " + ResultFlag.word(ResultQuality.SERIOUS) + " = 0;");
    }

    @Test
    void longTableHasEveryLabelWithItsUnitAndColumns() {
        String view = section(read("R__views.sql"), "CREATE VIEW label_long");
        for (Label label : Label.values()) {
            String columns = ResultTable.STATISTICS.stream()
                    .map(s -> "r." + label.key() + "_" + s)
                    .collect(Collectors.joining(", "));
            assertThat(view).contains("('%s', '%s', %s)".formatted(label.key(), label.unit(), columns));
        }
    }

    @Test
    void correlationsAreReadInTheOrderOfTheLabels() {
        assertThat(read("R__views.sql"))
                .contains(Arrays.stream(Label.values())
                        .map(label -> "'" + label.key() + "'")
                        .collect(Collectors.joining(", ", "ARRAY [", "]")));
    }

    private static String row(int bit, String name, String sentence) {
        return "(%d, '%s', '%s')".formatted(bit, name, sentence.replace("'", "''"));
    }

    private static List<String> rows(String view) {
        return Pattern.compile("^    (\\(\\d+, '.*'\\)),?$", Pattern.MULTILINE)
                .matcher(view)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    private static String section(String sql, String start) {
        int from = sql.indexOf(start);
        return sql.substring(from, sql.indexOf("COMMENT ON", from));
    }

    private static Map<String, List<String>> tables(String migration) {
        var tables = new LinkedHashMap<String, List<String>>();
        var keywords = new HashSet<>(List.of("PRIMARY", "FOREIGN"));
        TABLE.matcher(read(migration))
                .results()
                .forEach(table -> tables.put(
                        table.group(1),
                        COLUMN.matcher(table.group(2))
                                .results()
                                .map(m -> m.group(1))
                                .filter(name -> !keywords.contains(name))
                                .toList()));
        assertThat(tables).isNotEmpty();
        return tables;
    }

    private static String read(String migration) {
        try (var stream = MigrationTest.class.getResourceAsStream("/db/migration/" + migration)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
