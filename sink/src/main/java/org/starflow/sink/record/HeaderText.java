package org.starflow.sink.record;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Headers as UTF-8 text. */
public final class HeaderText {
    private HeaderText() {}

    /** Text of the last header of a name; empty when there is none or it is not UTF-8. */
    public static Optional<String> last(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? Optional.empty() : strict(header.value());
    }

    /** Number in the last header of a name; empty when there is none. */
    public static Optional<Long> number(Headers headers, String name) {
        return last(headers, name).flatMap(HeaderText::parse);
    }

    /** Bytes as text; empty when they are null or not UTF-8. */
    static Optional<String> strict(byte[] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> parse(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
