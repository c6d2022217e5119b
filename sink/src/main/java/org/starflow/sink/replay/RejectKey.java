package org.starflow.sink.replay;

import org.starflow.schemas.Topics;

import java.util.List;

/**
 * A reject: a refused input of {@link Topics#SPECTRA} and the model that refused it.
 *
 * @param partition partition of the input
 * @param offset offset of the input
 * @param modelName name of the model
 * @param modelVersion version of the model
 */
public record RejectKey(int partition, long offset, String modelName, String modelVersion) {
    /** Condition of the table's primary key. */
    static final String CONDITION = "source_topic = ? AND source_partition = ? AND source_offset = ?"
            + " AND model_name = ? AND model_version = ?";

    List<Object> parameters() {
        return List.of(Topics.SPECTRA, partition, offset, modelName, modelVersion);
    }
}
