package org.starflow.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small comma-separated tables among the test resources: no quotes, a line of names first. */
public final class Csv {
    private Csv() {}

    /** Rows by column name. */
    public static List<Map<String, String>> read(String resource) {
        try (InputStream in = Csv.class.getResourceAsStream(resource)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> names = List.of(lines.getFirst().split(",", -1));
            var rows = new ArrayList<Map<String, String>>();
            for (String line : lines.subList(1, lines.size())) {
                List<String> values = List.of(line.split(",", -1));
                var row = new LinkedHashMap<String, String>();
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.get(i), values.get(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /** Half a unit of the last printed digit. */
    public static double halfDigit(String number) {
        return 0.5 * new BigDecimal(number).ulp().doubleValue();
    }
}
