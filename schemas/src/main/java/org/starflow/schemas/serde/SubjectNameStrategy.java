package org.starflow.schemas.serde;

import org.apache.avro.Schema;

/** How a subject is named: {@code value.subject.name.strategy} and {@code key.subject.name.strategy}. */
public enum SubjectNameStrategy {
    /** {@code <topic>-value} or {@code <topic>-key}; the default. */
    TopicNameStrategy {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + (key ? "-key" : "-value");
        }
    },
    /** Full name of the record. */
    RecordNameStrategy {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return schema.getFullName();
        }
    },
    /** {@code <topic>-<full name of the record>}. */
    TopicRecordNameStrategy {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    abstract String subject(String topic, boolean key, Schema schema);

    /** Reads a short name, or Confluent's class name. */
    static SubjectNameStrategy parse(String property, String text) {
        String name = text.startsWith(CONFLUENT_PACKAGE) ? text.substring(CONFLUENT_PACKAGE.length()) : text;
        for (SubjectNameStrategy strategy : values()) {
            if (strategy.name().equals(name)) {
                return strategy;
            }
        }
        throw new IllegalArgumentException(
                property + " must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy, found " + text);
    }
}
