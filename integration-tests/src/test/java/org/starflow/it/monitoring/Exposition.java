package org.starflow.it.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Metrics in Prometheus' text format, taken apart. */
final class Exposition {
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final List<String> PARTS = List.of("_bucket", "_sum", "_count");

    private final Map<String, Family> families = new TreeMap<>();

    /** A metric: its type, its help, and the values that each of its labels was seen with. */
    static final class Family {
        private final String name;
        private String type = "";
        private String help = "";
        private final Map<String, Set<String>> labels = new TreeMap<>();

        private Family(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        String type() {
            return type;
        }

        String help() {
            return help;
        }

        Map<String, Set<String>> labels() {
            return new LinkedHashMap<>(labels);
        }
    }

    /** Families whose names begin with a prefix, without the maxima that Micrometer puts beside histograms. */
    static List<Family> families(String text, String prefix) {
        var exposition = new Exposition();
        text.lines().filter(line -> !line.isBlank()).forEach(exposition::line);
        return exposition.families.values().stream()
                .filter(family -> family.name().startsWith(prefix))
                .filter(family -> !exposition.isMaximum(family))
                .toList();
    }

    private boolean isMaximum(Family family) {
        return family.name().endsWith("_max")
                && families.containsKey(family.name().substring(0, family.name().length() - 4));
    }

    private void line(String line) {
        String[] words = line.split(" ", 4);
        if (line.startsWith("# HELP ")) {
            family(words[2]).help = words.length > 3 ? words[3] : "";
        } else if (line.startsWith("# TYPE ")) {
            family(words[2]).type = words[3];
        } else if (!line.startsWith("#")) {
            sample(line);
        }
    }

    private void sample(String line) {
        int end = line.indexOf('{');
        String name = end < 0 ? line.substring(0, line.indexOf(' ')) : line.substring(0, end);
        Family family = family(familyName(name));
        if (end >= 0) {
            var matcher = LABEL.matcher(line.substring(end, line.lastIndexOf('}')));
            while (matcher.find()) {
                if (!matcher.group(1).equals("le")) {
                    family.labels
                            .computeIfAbsent(matcher.group(1), _ -> new TreeSet<>())
                            .add(matcher.group(2));
                }
            }
        }
    }

    private String familyName(String sample) {
        return PARTS.stream()
                .filter(sample::endsWith)
                .map(part -> sample.substring(0, sample.length() - part.length()))
                .filter(families::containsKey)
                .findFirst()
                .orElse(sample);
    }

    private Family family(String name) {
        return families.computeIfAbsent(name, Family::new);
    }
}
