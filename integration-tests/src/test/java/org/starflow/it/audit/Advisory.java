package org.starflow.it.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.maven.artifact.versioning.ComparableVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A known vulnerability in the Open Source Vulnerability format (ossf.github.io/osv-schema).
 *
 * @param document the advisory as published
 */
record Advisory(JsonNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every advisory of a folder, one a file. */
    static List<Advisory> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Advisory::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Advisory read(Path file) {
        try {
            return new Advisory(JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no advisory in OSV's JSON", e);
        }
    }

    String id() {
        return document.path("id").asText();
    }

    /** Whether this version of a Maven package is affected; a withdrawn advisory affects nothing. */
    boolean affects(String name, String version) {
        if (document.hasNonNull("withdrawn")) {
            return false;
        }
        for (JsonNode affected : document.path("affected")) {
            if (affected.at("/package/ecosystem").asText().equals("Maven")
                    && affected.at("/package/name").asText().equals(name)
                    && (isListed(affected, version) || isInRange(affected, version))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isListed(JsonNode affected, String version) {
        for (JsonNode listed : affected.path("versions")) {
            if (listed.asText().equals(version)) {
                return true;
            }
        }
        return false;
    }

    /** Events are in order: introduced opens an interval, fixed closes it before itself, last_affected after. */
    private static boolean isInRange(JsonNode affected, String version) {
        var asked = new ComparableVersion(version);
        for (JsonNode range : affected.path("ranges")) {
            boolean inside = false;
            for (JsonNode event : range.path("events")) {
                if (event.has("introduced")) {
                    String from = event.get("introduced").asText();
                    inside |= from.equals("0") || asked.compareTo(new ComparableVersion(from)) >= 0;
                } else if (event.has("fixed")) {
                    inside &= asked.compareTo(
                                    new ComparableVersion(event.get("fixed").asText()))
                            < 0;
                } else if (event.has("last_affected")) {
                    inside &= asked.compareTo(new ComparableVersion(
                                    event.get("last_affected").asText()))
                            <= 0;
                }
            }
            if (inside && !range.path("type").asText().equals("GIT")) {
                return true;
            }
        }
        return false;
    }
}
