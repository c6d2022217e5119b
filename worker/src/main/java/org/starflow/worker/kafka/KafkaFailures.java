package org.starflow.worker.kafka;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.kafka.PublishException.Reason;

import java.util.stream.Stream;

/** Sorts the exceptions of the clients; a transactional producer wraps the first error of a transaction in later ones. */
public final class KafkaFailures {
    private KafkaFailures() {}

    static Reason reason(Throwable failure) {
        if (has(failure, ProducerFencedException.class)
                || has(failure, InvalidProducerEpochException.class)
                || has(failure, FencedInstanceIdException.class)) {
            return Reason.FENCED;
        }
        if (has(failure, CommitFailedException.class)) {
            return Reason.STALE_GENERATION;
        }
        return has(failure, RecordTooLargeException.class) ? Reason.RECORD_TOO_LARGE : Reason.RETRIABLE;
    }

    /** Whether no retry can help: credentials, rights, a broker that is too old. */
    static boolean permanent(Throwable failure) {
        return has(failure, AuthenticationException.class)
                || has(failure, AuthorizationException.class)
                || has(failure, UnsupportedVersionException.class);
    }

    /** What ends a worker whose consumer fails with this. */
    public static WorkerException fatal(KafkaException failure) {
        if (permanent(failure)) {
            return refused(failure);
        }
        return has(failure, FencedInstanceIdException.class)
                ? new WorkerException(ExitCode.FENCED, "Another worker has the same group.instance.id.", failure)
                : new WorkerException(ExitCode.KAFKA, "Reading from Kafka failed: " + failure.getMessage(), failure);
    }

    static WorkerException refused(RuntimeException e) {
        return new WorkerException(ExitCode.ENVIRONMENT, "The broker refuses this worker: " + e.getMessage(), e);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause)
                .limit(10)
                .anyMatch(type::isInstance);
    }
}
