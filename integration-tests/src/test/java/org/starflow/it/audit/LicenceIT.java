package org.starflow.it.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.it.support.Project;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Everything that a module is made of is under a licence that we know, as its list of components says. */
class LicenceIT {
    /** One of a component's licences must be among these. LGPL: an unchanged archive of its own, replaceable. */
    private static final Set<String> KNOWN = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "0BSD",
            "CC0-1.0",
            "Public Domain",
            "EPL-1.0",
            "EPL-2.0",
            "MPL-2.0",
            "LGPL-2.1-only");

    @ParameterizedTest
    @ValueSource(strings = {"schemas", "model", "producer", "worker", "sink", "local"})
    void everyComponentHasAKnownLicence(String module) throws IOException {
        // Given
        var list = Project.root().resolve(module).resolve("target/starflow-sbom.json");
        assumeTrue(Files.exists(list), list + " is not there: a build with -Dquick does not write it");

        // When
        var components = new ObjectMapper().readTree(list.toFile()).path("components");
        List<String> unknown = new ArrayList<>();
        components.forEach(component -> {
            var licences = licences(component);
            if (!isOurs(component) && licences.stream().noneMatch(KNOWN::contains)) {
                unknown.add(component.path("purl").asText() + " is under " + licences);
            }
        });

        // Then
        assertThat(components).isNotEmpty();
        assertThat(unknown).isEmpty();
    }

    private static boolean isOurs(JsonNode component) {
        return component.path("group").asText().equals("org.starflow");
    }

    private static List<String> licences(JsonNode component) {
        var names = new ArrayList<String>();
        component.path("licenses").forEach(entry -> {
            for (String place : List.of("/license/id", "/license/name", "/expression")) {
                if (entry.at(place).isTextual()) {
                    names.add(entry.at(place).asText());
                }
            }
        });
        return names;
    }
}
