package org.starflow.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;

/** What came of one attempt at one registry. */
sealed interface Outcome permits Answer, Failed {}

/** The registry's answer to a request that it accepted. */
record Answer(JsonNode body) implements Outcome {}

/** Worth another attempt, here or elsewhere. */
record Failed(String message, Duration retryAfter, Throwable cause) implements Outcome {}
