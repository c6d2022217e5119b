package org.starflow.worker.kafka;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;

import java.util.Map;

/** Serializer and deserializer by class name, so that Confluent's can take the place of ours. */
public final class Serdes {
    private Serdes() {}

    /** A configured deserializer of record values. */
    public static Deserializer<?> deserializer(String className, Map<String, Object> properties) {
        var deserializer = instance(className, Deserializer.class);
        configure(className, () -> deserializer.configure(properties, false));
        return deserializer;
    }

    /** A configured serializer of record values. */
    @SuppressWarnings("unchecked") // any object: the serializer looks at the record's own schema
    public static Serializer<Object> serializer(String className, Map<String, Object> properties) {
        var serializer = instance(className, Serializer.class);
        configure(className, () -> serializer.configure(properties, false));
        return serializer;
    }

    private static <T> T instance(String className, Class<T> type) {
        try {
            return type.cast(
                    Class.forName(className, true, Thread.currentThread().getContextClassLoader())
                            .getDeclaredConstructor()
                            .newInstance());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new WorkerException(
                    ExitCode.ENVIRONMENT,
                    "Expected a " + type.getSimpleName() + " with a constructor without arguments, found " + className
                            + ": " + e,
                    e);
        }
    }

    private static void configure(String className, Runnable configuration) {
        try {
            configuration.run();
        } catch (RuntimeException e) {
            throw new WorkerException(ExitCode.ENVIRONMENT, className + " cannot be configured: " + e.getMessage(), e);
        }
    }
}
