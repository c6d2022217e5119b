package org.starflow.sink.broker;

/** The broker did not answer in time, or refused the question. */
public final class BrokerAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerAwayException(Throwable cause) {
        super("The Kafka broker does not answer: " + cause.getMessage(), cause);
    }
}
