/** Trace context of a spectrum, spans, and the log of a service: structured, without floods, its levels changeable. */
package org.starflow.schemas.telemetry;
