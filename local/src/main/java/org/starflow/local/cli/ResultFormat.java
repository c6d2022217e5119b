package org.starflow.local.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a catalogue is written. Each takes the sink's CSV with its header and gives the number of rows. */
enum ResultFormat {
    CSV {
        @Override
        long write(BufferedReader answer, PrintWriter out) throws IOException {
            long lines = 0;
            for (String line = answer.readLine(); line != null; line = answer.readLine()) {
                out.println(line);
                lines++;
            }
            return Math.max(0, lines - 1);
        }
    },
    JSON {
        @Override
        long write(BufferedReader answer, PrintWriter out) throws IOException {
            try (CSVParser rows = parse(answer);
                    JsonGenerator json = new JsonFactory().createGenerator(out)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.useDefaultPrettyPrinter();
                json.writeStartArray();
                for (CSVRecord row : rows) {
                    writeObject(row, json);
                }
                json.writeEndArray();
                json.flush();
                out.println();
                return rows.getRecordNumber();
            }
        }
    },
    TABLE {
        @Override
        long write(BufferedReader answer, PrintWriter out) throws IOException {
            List<String> header = new ArrayList<>(List.of("spectrum_id", "snr", "flags", "f_reject"));
            SHOWN.forEach(shown -> header.add(shown.label()));
            TextTable table = new TextTable(header);
            try (CSVParser rows = parse(answer)) {
                for (CSVRecord row : rows) {
                    table.add(cells(row));
                }
                table.print(out);
                return rows.getRecordNumber();
            }
        }
    };

    private static final Set<String> TEXTS = Set.of("spectrum_id", "target_id");

    /** A label of the table and its decimals. */
    private record Shown(String label, int decimals) {}

    private static final List<Shown> SHOWN = List.of(
            new Shown("teff", 0),
            new Shown("logg", 2),
            new Shown("fe_h", 2),
            new Shown("vmic", 2),
            new Shown("vbroad", 1),
            new Shown("ca_fe", 2),
            new Shown("mg_fe", 2),
            new Shown("li_fe", 2));

    abstract long write(BufferedReader answer, PrintWriter out) throws IOException;

    private static CSVParser parse(BufferedReader answer) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(answer);
    }

    private static void writeObject(CSVRecord row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> cell : row.toMap().entrySet()) {
            if (cell.getValue().isEmpty()) {
                json.writeNullField(cell.getKey());
            } else if (TEXTS.contains(cell.getKey())) {
                json.writeStringField(cell.getKey(), cell.getValue());
            } else {
                json.writeFieldName(cell.getKey());
                json.writeNumber(cell.getValue());
            }
        }
        json.writeEndObject();
    }

    private static List<String> cells(CSVRecord row) {
        List<String> cells = new ArrayList<>(List.of(
                row.get("spectrum_id"), rounded(row.get("snr"), 0), row.get("flags"), rounded(row.get("f_reject"), 2)));
        for (Shown shown : SHOWN) {
            String map = rounded(row.get(shown.label() + "_map"), shown.decimals());
            cells.add(map.isEmpty() ? "" : map + " ± " + rounded(row.get(shown.label() + "_std"), shown.decimals()));
        }
        return cells;
    }

    private static String rounded(String number, int decimals) {
        return number.isEmpty() ? "" : String.format(Locale.ROOT, "%." + decimals + "f", Double.parseDouble(number));
    }
}
