package org.starflow.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what all logs say about one spectrum, in the order of time. */
final class SpectrumLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LOG = Pattern.compile("(producer[\\w-]*|worker-\\d+|sink)\\.log(\\.\\d+)?");
    /** Of a line of plain text, as the producer writes it. */
    private static final Pattern TIME = Pattern.compile("^(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2}[.,]\\d{3})");

    private record Line(String time, String service, String text) {}

    private SpectrumLines() {}

    /** Prints the lines; gives their number. */
    static int print(Path folder, String spectrumId, PrintWriter out) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.list(folder)) {
            logs = files.filter(
                            file -> LOG.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
        var lines = new ArrayList<Line>();
        for (Path log : logs) {
            String service = log.getFileName().toString().replaceFirst("\\.log.*", "");
            try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                all.filter(line -> line.contains(spectrumId)).forEach(line -> {
                    Line found = line(service, utf8(line), spectrumId);
                    if (found != null) {
                        lines.add(found);
                    }
                });
            }
        }
        lines.sort(Comparator.comparing(Line::time));
        lines.forEach(line -> out.println("%-24s %-10s %s".formatted(line.time(), line.service(), line.text())));
        return lines.size();
    }

    /** Files are read as bytes, so that a broken character hides no line. */
    private static String utf8(String line) {
        return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Line line(String service, String line, String spectrumId) {
        if (line.startsWith("{")) {
            try {
                JsonNode json = JSON.readTree(line);
                JsonNode fields = json.path("fields");
                return fields.path("spectrum_id").asText().equals(spectrumId)
                        ? new Line(time(json.path("timestamp").asText()), service, text(json, fields))
                        : null;
            } catch (JsonProcessingException e) {
                return null; // cut off by a crash
            }
        }
        var time = TIME.matcher(line);
        return line.contains("spectrum_id=" + spectrumId) && time.find()
                ? new Line(
                        time.group(1) + "T" + time.group(2).replace(',', '.'),
                        service,
                        line.substring(time.end()).strip())
                : null;
    }

    private static String text(JsonNode json, JsonNode fields) {
        var text = new StringBuilder(json.path("level").asText())
                .append(' ')
                .append(json.path("message").asText());
        fields.properties().stream()
                .filter(field -> !field.getKey().equals("spectrum_id"))
                .forEach(field -> text.append(' ')
                        .append(field.getKey())
                        .append('=')
                        .append(field.getValue().asText()));
        return text.toString();
    }

    private static String time(String timestamp) {
        return timestamp.length() > 23 ? timestamp.substring(0, 23) : timestamp;
    }
}
