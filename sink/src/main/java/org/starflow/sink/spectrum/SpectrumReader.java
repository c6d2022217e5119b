package org.starflow.sink.spectrum;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.starflow.schemas.Topics;
import org.starflow.sink.SinkConfig;
import org.starflow.v1.Spectrum;

import java.util.HashMap;
import java.util.Map;

/** Decodes values of {@link Topics#SPECTRA}. */
@ApplicationScoped
class SpectrumReader {
    private final Map<String, Object> kafka;
    private final SinkConfig config;
    private Deserializer<?> deserializer;

    SpectrumReader(@Identifier("default-kafka-broker") Map<String, Object> kafka, SinkConfig config) {
        this.kafka = Map.copyOf(kafka);
        this.config = config;
    }

    /**
     * The spectrum in some bytes.
     *
     * @throws UndecodableException when they are none, or when the registry does not answer: it says which
     */
    synchronized Spectrum read(Headers headers, byte[] value) {
        if (value == null) {
            throw new UndecodableException("The record has no value.", null);
        }
        try {
            if (deserializer == null) {
                deserializer = create();
            }
            Object decoded = deserializer.deserialize(Topics.SPECTRA, headers, value);
            if (decoded instanceof Spectrum spectrum) {
                return spectrum;
            }
            throw new UndecodableException(
                    "The record is a %s, not a spectrum."
                            .formatted(
                                    decoded == null
                                            ? "null"
                                            : decoded.getClass().getSimpleName()),
                    null);
        } catch (KafkaException e) {
            throw new UndecodableException(e.getMessage(), e);
        }
    }

    private Deserializer<?> create() {
        try {
            Deserializer<?> created = Class.forName(config.valueDeserializer())
                    .asSubclass(Deserializer.class)
                    .getDeclaredConstructor()
                    .newInstance();
            var settings = new HashMap<>(kafka);
            settings.put("specific.avro.reader", "true");
            created.configure(settings, false);
            return created;
        } catch (ReflectiveOperationException e) {
            throw new KafkaException(
                    "The deserializer %s can not be made: %s".formatted(config.valueDeserializer(), e.getMessage()), e);
        }
    }

    synchronized void close(@Observes ShutdownEvent event) {
        if (deserializer != null) {
            deserializer.close();
        }
    }
}
