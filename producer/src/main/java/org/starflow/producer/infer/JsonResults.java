package org.starflow.producer.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starflow.schemas.ResultColumns;
import org.starflow.schemas.ResultFlag;
import org.starflow.v1.Inference;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A JSON array with an object for each result: the columns of the CSV, flags in words, model and reduction. */
final class JsonResults implements ResultWriter {
    private static final Set<String> TEXT = Set.of("spectrum_id", "target_id");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Appendable out;
    private boolean first = true;

    JsonResults(Appendable out) throws IOException {
        this.out = out;
        out.append('[');
    }

    @Override
    public void add(Inference inference) throws IOException {
        out.append(first ? "\n" : ",\n").append(text(inference));
        first = false;
    }

    @Override
    public void close() throws IOException {
        out.append("\n]\n");
    }

    private static String text(Inference inference) throws JsonProcessingException {
        ObjectNode object = MAPPER.createObjectNode();
        List<String> columns = ResultColumns.all();
        List<String> row = ResultColumns.row(inference);
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            String value = row.get(i);
            if (value.isEmpty()) {
                object.putNull(column);
            } else if (TEXT.contains(column)) {
                object.put(column, value);
            } else if (column.equals("flags")) {
                object.put(column, Long.parseLong(value));
            } else {
                object.put(column, Double.parseDouble(value));
            }
        }
        var words = object.putArray("flags_in_words");
        ResultFlag.of(inference.getFlags()).forEach(flag -> words.add(flag.name()));
        object.put(
                "model",
                inference.getModel().getName() + " " + inference.getModel().getVersion());
        var reduction = object.putObject("reduction");
        inference.getProvenance().getReduction().forEach(reduction::put);
        return MAPPER.writeValueAsString(object);
    }
}
