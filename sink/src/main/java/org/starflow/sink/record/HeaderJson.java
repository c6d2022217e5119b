package org.starflow.sink.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Headers as a JSON array that keeps order, repeated names and every byte: {@code {"key", "value"}} for text,
 * {@code {"key", "base64"}} for anything else, neither for null.
 */
public final class HeaderJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HeaderJson() {}

    /** JSON text of headers. */
    public static String write(Headers headers) {
        var array = MAPPER.createArrayNode();
        for (Header header : headers) {
            var node = array.addObject().put("key", Storable.text(header.key()));
            if (header.value() == null) {
                continue;
            }
            Optional<String> text = HeaderText.strict(header.value()).filter(Storable::plain);
            if (text.isPresent()) {
                node.put("value", text.get());
            } else {
                node.put("base64", Base64.getEncoder().encodeToString(header.value()));
            }
        }
        try {
            return MAPPER.writeValueAsString(array);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Headers as JSON", e);
        }
    }

    /** Headers from {@link #write}'s JSON text. */
    public static List<Header> read(String json) throws IOException {
        var headers = new ArrayList<Header>();
        for (JsonNode node : MAPPER.readTree(json)) {
            headers.add(new RecordHeader(node.get("key").asText(), value(node)));
        }
        return headers;
    }

    private static byte[] value(JsonNode node) {
        if (node.has("base64")) {
            return Base64.getDecoder().decode(node.get("base64").asText());
        }
        return node.has("value") ? node.get("value").asText().getBytes(StandardCharsets.UTF_8) : null;
    }
}
