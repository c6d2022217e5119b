package org.starflow.sink.replay;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.starflow.schemas.RejectHeaders;
import org.starflow.sink.record.RecordPosition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Headers of a reject that is published again: those of the original record, and where it was refused. */
final class ReplayHeaders {
    /** Header that says where the record lay when it was refused: topic/partition/offset. */
    static final String REPLAYED_FROM = "starflow-replayed-from";

    private static final String DEAD_LETTER = "dead-letter-";
    private static final Set<String> OF_THE_REJECT =
            Set.of(RejectHeaders.ERROR_CODE, RejectHeaders.MODEL_NAME, RejectHeaders.MODEL_VERSION, REPLAYED_FROM);

    private ReplayHeaders() {}

    static List<Header> of(List<Header> headers, RecordPosition source) {
        var kept = new ArrayList<Header>();
        for (Header header : headers) {
            if (!header.key().startsWith(DEAD_LETTER) && !OF_THE_REJECT.contains(header.key())) {
                kept.add(header);
            }
        }
        kept.add(new RecordHeader(REPLAYED_FROM, source.toString().getBytes(StandardCharsets.UTF_8)));
        return List.copyOf(kept);
    }
}
