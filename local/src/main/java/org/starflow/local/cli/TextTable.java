package org.starflow.local.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table for people: columns as wide as they need, the first to the left, numbers to the right. */
final class TextTable {

    /** Also with an uncertainty or a percent sign. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+( ± [0-9.]+)?( %)?");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        this(List.of(header));
    }

    TextTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : cell.toString());
        }
        add(row);
    }

    void add(List<String> row) {
        if (row.size() != header.size()) {
            throw new IllegalArgumentException("row of " + row.size() + " cells, expected " + header.size());
        }
        rows.add(List.copyOf(row));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        int[] widths = widths();
        out.println(line(header, widths));
        rows.forEach(row -> out.println(line(row, widths)));
        out.flush();
    }

    private int[] widths() {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(isRightAligned(column) ? padding + cell : cell + padding)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    private boolean isRightAligned(int column) {
        return column > 0
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches());
    }
}
