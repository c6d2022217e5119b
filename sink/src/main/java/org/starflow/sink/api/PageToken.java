package org.starflow.sink.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.starflow.sink.problem.ProblemException;

import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Where the next page begins: the key of the last row of the page before, unreadable on purpose. */
final class PageToken {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PageToken() {}

    static String write(List<String> key) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MAPPER.writeValueAsBytes(key));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Page token", e);
        }
    }

    static String[] read(String token, int parts) {
        try {
            String[] key = MAPPER.readValue(Base64.getUrlDecoder().decode(token), String[].class);
            if (key != null && key.length == parts && List.of(key).stream().noneMatch(k -> k.indexOf('\0') >= 0)) {
                return key;
            }
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return ProblemException.badRequest("The parameter 'after' is not the 'next' of an earlier page.");
    }
}
