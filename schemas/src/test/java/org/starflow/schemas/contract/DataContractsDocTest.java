package org.starflow.schemas.contract;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Label;
import org.starflow.schemas.LabelFlag;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.RejectHeaders;
import org.starflow.schemas.ResultFlag;
import org.starflow.schemas.Topics;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of docs/data-contracts.md say what the code says. */
class DataContractsDocTest {
    private static List<String> lines;

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(Path.of("../docs/data-contracts.md"));
    }

    @Test
    void resultFlags() {
        assertThat(rows("## Result flags"))
                .isEqualTo(Arrays.stream(ResultFlag.values())
                        .map(f -> row(f.bit(), code(f.name()), code("0x%x".formatted(f.mask())), f.sentence()))
                        .toList());
    }

    @Test
    void labelFlags() {
        assertThat(rows("## Label flags"))
                .isEqualTo(Arrays.stream(LabelFlag.values())
                        .map(f -> row(f.bit(), code(f.name()), code("0x%x".formatted(f.mask())), f.sentence()))
                        .toList());
    }

    @Test
    void labels() {
        assertThat(rows("## Labels"))
                .isEqualTo(Arrays.stream(Label.values())
                        .map(l -> row(code(l.key()), l.symbol(), l.unit()))
                        .toList());
    }

    @Test
    void rejectCodes() {
        assertThat(rows("## Reject codes"))
                .isEqualTo(Arrays.stream(RejectCode.values())
                        .map(c -> row(code(c.name()), c.sentence()))
                        .toList());
    }

    @Test
    void topicsAndHeaders() {
        assertThat(firstCells("## Topics")).containsExactlyElementsOf(constants(Topics.class));
        assertThat(firstCells("## Headers"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(RecordHeaders.class, RejectHeaders.class)
                        .flatMap(type -> constants(type).stream())
                        .toList());
    }

    private static List<String> firstCells(String heading) {
        return rows(heading).stream()
                .map(row -> row.substring(3, row.indexOf('`', 3)))
                .toList();
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getFields()).map(DataContractsDocTest::text).toList();
    }

    private static String text(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Rows of the first table under a heading, without its head. */
    private static List<String> rows(String heading) {
        assertThat(lines).contains(heading);
        return lines.stream()
                .skip(lines.indexOf(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    private static String row(Object... cells) {
        return "| "
                + String.join(" | ", Arrays.stream(cells).map(Object::toString).toList()) + " |";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
