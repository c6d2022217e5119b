package org.starflow.sink.record;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.starflow.sink.SinkConfig;

import java.util.HashMap;
import java.util.Map;

/** Makes deserializers of results, of the configured class. */
@ApplicationScoped
public class InferenceDeserializers {
    private final Map<String, Object> kafka;
    private final String className;

    /** Injected by the container. */
    public InferenceDeserializers(@Identifier("default-kafka-broker") Map<String, Object> kafka, SinkConfig config) {
        this.kafka = Map.copyOf(kafka);
        this.className = config.valueDeserializer();
    }

    /** A new one, which the caller closes. */
    public Deserializer<?> open() {
        try {
            Deserializer<?> deserializer = Class.forName(className)
                    .asSubclass(Deserializer.class)
                    .getDeclaredConstructor()
                    .newInstance();
            var settings = new HashMap<>(kafka);
            settings.put("specific.avro.reader", "true");
            deserializer.configure(settings, false);
            return deserializer;
        } catch (ReflectiveOperationException e) {
            throw new KafkaException("The deserializer %s can not be made: %s".formatted(className, e.getMessage()), e);
        }
    }
}
