package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.starflow.model.DecodedSpectrum;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.v1.Spectrum;
import org.starflow.worker.kafka.Publisher;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a pipeline is made of.
 *
 * @param engine opens the engine, warm and self-tested; called once, on the inference thread
 * @param decoder from record to model grid
 * @param contract from posterior to record
 * @param consumer of spectra; called once
 */
public record PipelineParts(
        String modelName,
        String modelVersion,
        Supplier<SpectrumEngine> engine,
        Function<Spectrum, DecodedSpectrum> decoder,
        ResultContract contract,
        Deserializer<?> deserializer,
        Serializer<Object> serializer,
        Supplier<Consumer<byte[], byte[]>> consumer,
        Publisher publisher,
        Tracing tracing) {}
