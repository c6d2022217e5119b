package org.starflow.sink.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.Map;
import java.util.TreeMap;

/** The steps of a reduction as a JSON object, in the order of their names so that equal maps give equal text. */
final class ReductionJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReductionJson() {}

    static String write(Map<String, String> reduction) {
        try {
            return MAPPER.writeValueAsString(new TreeMap<>(reduction));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reduction as JSON", e);
        }
    }
}
