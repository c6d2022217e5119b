package org.starflow.local.chaos;

import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A record of the results or of the rejects.
 *
 * @param model name and version of the model
 * @param source where its spectrum lies
 * @param at where it lies itself
 * @param inferred whether it is a result
 * @param id identifier of the spectrum; of a reject, as its header says
 * @param code of a reject; empty for a result
 * @param bytes digest of the value
 * @param content digest of what a result says about the star; empty for a reject
 * @param figures a few numbers of a result as the database has them; empty for a reject
 */
record Outcome(
        String model,
        Position source,
        Position at,
        boolean inferred,
        String id,
        String code,
        String bytes,
        String content,
        String figures) {

    /** What tells whose spectrum it is, not what it says about it. */
    private static final Set<String> IDENTITY = Set.of("spectrum_id", "target_id", "source", "model", "provenance");

    private static final List<String> LABELS = List.of("teff", "logg", "fe_h");

    static Outcome result(ConsumerRecord<byte[], byte[]> record, WireFormat wire)
            throws IOException, InterruptedException {
        GenericRecord result = wire.decode(record.value());
        GenericRecord model = (GenericRecord) result.get("model");
        GenericRecord source = (GenericRecord) result.get("source");
        return new Outcome(
                model.get("name") + " " + model.get("version"),
                new Position((int) source.get("partition"), (long) source.get("offset")),
                new Position(record.partition(), record.offset()),
                true,
                result.get("spectrum_id").toString(),
                "",
                Digest.of(record.value()),
                Digest.of(result, IDENTITY),
                figures(result));
    }

    static Outcome reject(ConsumerRecord<byte[], byte[]> record) {
        return new Outcome(
                Topics.header(record, "starflow-model-name") + " " + Topics.header(record, "starflow-model-version"),
                new Position(
                        Integer.parseInt(Topics.header(record, "dead-letter-partition")),
                        Long.parseLong(Topics.header(record, "dead-letter-offset"))),
                new Position(record.partition(), record.offset()),
                false,
                Topics.header(record, "starflow-spectrum-id"),
                Topics.header(record, "starflow-error-code"),
                Digest.of(record.value()),
                "",
                "");
    }

    /** In the order of {@link DatabaseEvidence}. */
    private static String figures(GenericRecord result) {
        var text =
                new StringBuilder().append(result.get("f_reject")).append(' ').append(result.get("n_kept"));
        text.append(' ').append(result.get("log_density")).append(' ').append(result.get("chi2"));
        Map<?, ?> estimates = (Map<?, ?>) result.get("estimates");
        for (String label : LABELS) {
            for (Map.Entry<?, ?> estimate : estimates.entrySet()) {
                if (estimate.getKey().toString().equals(label)) {
                    GenericRecord value = (GenericRecord) estimate.getValue();
                    text.append(' ').append(value.get("map")).append(' ').append(value.get("mean"));
                }
            }
        }
        return text.toString();
    }

    /** Of which record it is the outcome, for which model. */
    String key() {
        return model + " " + source;
    }
}
