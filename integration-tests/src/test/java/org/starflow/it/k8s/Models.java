package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;

import static org.starflow.it.k8s.Manifests.elements;
import static org.starflow.it.k8s.Manifests.pod;

/** The model package of a worker: an image volume whose tag is {@code <name>-<version>}. */
final class Models {
    private Models() {}

    static String tag(JsonNode worker) {
        String reference = elements(pod(worker).path("volumes"))
                .filter(volume -> volume.path("name").asText().equals("model"))
                .map(volume -> volume.path("image").path("reference").asText())
                .findFirst()
                .orElseThrow();
        return reference.substring(reference.lastIndexOf(':') + 1);
    }
}
