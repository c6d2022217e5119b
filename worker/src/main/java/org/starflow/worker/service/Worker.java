package org.starflow.worker.service;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.starflow.model.ModelPackage;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.v1.ModelReference;
import org.starflow.worker.pipeline.Pipeline;

/** A worker that has been put together. */
record Worker(
        ModelReference model,
        ModelPackage modelPackage,
        Pipeline pipeline,
        Deserializer<?> deserializer,
        Serializer<?> serializer,
        Tracing tracing)
        implements AutoCloseable {
    @Override
    public void close() {
        deserializer.close();
        serializer.close();
        tracing.close();
    }
}
