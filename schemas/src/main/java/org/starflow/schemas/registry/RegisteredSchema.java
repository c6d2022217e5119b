package org.starflow.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as registered under a subject.
 *
 * @param subject name of the subject
 * @param version version within the subject, from 1
 * @param id identifier in the whole registry
 * @param schema the parsed schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
