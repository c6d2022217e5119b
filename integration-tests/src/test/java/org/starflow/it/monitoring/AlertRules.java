package org.starflow.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.starflow.it.support.Project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of the project, as Prometheus gets them. */
final class AlertRules {
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:starflow[_:][a-z0-9_:]+|process_[a-z_]+|up)\\b(?:\\{[^}]*})?");

    private AlertRules() {}

    /** An alert, or a recording rule where {@code alert} is empty. */
    record Rule(String alert, JsonNode json) {
        String expression() {
            return json.path("expr").asText();
        }

        String annotation(String name) {
            return json.path("annotations").path(name).asText();
        }

        String severity() {
            return json.path("labels").path("severity").asText();
        }

        /** Every series that the expression is made of: while all is well, the expression itself gives none. */
        Set<String> selectors() {
            var selectors = new LinkedHashSet<String>();
            var matcher = SELECTOR.matcher(expression());
            while (matcher.find()) {
                selectors.add(matcher.group());
            }
            return selectors;
        }
    }

    static Path folder() {
        return Project.root().resolve("k8s/monitoring/rules");
    }

    static List<Path> files() {
        return yaml(folder());
    }

    static List<Path> tests() {
        return yaml(Project.root().resolve("k8s/monitoring/tests"));
    }

    private static List<Path> yaml(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Rule> all() {
        var rules = new ArrayList<Rule>();
        for (Path file : files()) {
            try {
                new YAMLMapper()
                        .readTree(file.toFile())
                        .path("groups")
                        .forEach(group -> group.path("rules")
                                .forEach(rule ->
                                        rules.add(new Rule(rule.path("alert").asText(""), rule))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return rules;
    }

    static List<Rule> alerts() {
        return all().stream().filter(rule -> !rule.alert().isEmpty()).toList();
    }
}
