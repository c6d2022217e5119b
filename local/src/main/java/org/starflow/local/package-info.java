/**
 * The embedded stack: a Kafka broker, a schema registry and a PostgreSQL server as child processes on loopback ports,
 * with all their data under one folder. {@link org.starflow.local.LocalStack} is the way in.
 */
package org.starflow.local;
