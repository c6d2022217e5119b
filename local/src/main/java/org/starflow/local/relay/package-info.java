/** A TCP relay on the loopback interface that can stall, cut and hold back connections, request by request for Kafka. */
package org.starflow.local.relay;
