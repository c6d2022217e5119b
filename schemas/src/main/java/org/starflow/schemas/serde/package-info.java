/**
 * Kafka serializer and deserializer in Confluent's wire format, on Avro and a schema registry.
 *
 * <p>Failures that callers tell apart: {@link org.starflow.schemas.serde.MalformedRecordException} and {@link
 * org.starflow.schemas.serde.UnknownSchemaException} are the record's fault, {@link
 * org.starflow.schemas.serde.RegistryUnavailableException} is not: try again later.
 */
package org.starflow.schemas.serde;
