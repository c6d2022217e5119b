package org.starflow.worker.kafka;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.kafka.PublishException.Reason;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PublisherTest {
    private static final TopicPartition SPECTRA = new TopicPartition("starflow.spectra", 0);
    private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata("workers");

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final Publisher publisher = new Publisher(this::producer, Duration.ofMillis(50));

    @Test
    void recordsAndOffsetsAreCommittedTogether() throws PublishException {
        // Given
        publisher.open();

        // When
        publish();

        // Then
        assertThat(last().history()).hasSize(1);
        assertThat(last().consumerGroupOffsetsHistory())
                .containsExactly(Map.of("workers", Map.of(SPECTRA, new OffsetAndMetadata(5))));
        assertThat(last().transactionCommitted()).isTrue();
    }

    @Test
    void anAbortedTransactionLeavesNothing() throws PublishException {
        // Given
        publisher.open();
        last().sendOffsetsToTransactionException = new CommitFailedException("generation");

        // When
        var failure = catchThrowableOfType(PublishException.class, this::publish);

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.STALE_GENERATION);
        assertThat(last().transactionAborted()).isTrue();
        assertThat(last().history()).isEmpty();
        last().sendOffsetsToTransactionException = null;
        publish();
        assertThat(last().history()).hasSize(1);
    }

    @Test
    void theFirstErrorOfATransactionIsFoundBehindTheLater() {
        // Given
        publisher.open();
        last().commitTransactionException = new KafkaException("error state", new RecordTooLargeException("4 MiB"));

        // When
        var failure = catchThrowableOfType(PublishException.class, this::publish);

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.RECORD_TOO_LARGE);
    }

    @Test
    void anEpochThatTheBrokerRefusesIsRetriedWhenTheAbortSucceeds() {
        // Given
        publisher.open();
        last().sendOffsetsToTransactionException = new InvalidProducerEpochException("bumped");

        // When
        var failure = catchThrowableOfType(PublishException.class, this::publish);

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.RETRIABLE);
    }

    @Test
    void aFencedProducerIsReported() {
        // Given
        publisher.open();
        last().commitTransactionException = new ProducerFencedException("another");
        last().abortTransactionException = new ProducerFencedException("another");

        // When
        var failure = catchThrowableOfType(PublishException.class, this::publish);

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.FENCED);
    }

    @Test
    void aProducerThatCannotAbortIsOfNoUse() {
        // Given
        publisher.open();
        last().sendOffsetsToTransactionException = new KafkaException("fatal");
        last().abortTransactionException = new IllegalStateException("fatal error state");

        // When
        var failure = catchThrowableOfType(PublishException.class, this::publish);

        // Then
        assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
    }

    @Test
    void aCommitWithoutAnswerEndsTheWorker() {
        // Given: nobody knows whether it is committed
        publisher.open();
        last().commitTransactionException = new TimeoutException("no answer");

        // When
        var failure = catchThrowableOfType(WorkerException.class, this::publish);

        // Then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.KAFKA);
    }

    @Test
    void missingRightsEndTheWorker() {
        // Given
        publisher.open();
        last().commitTransactionException = new TransactionalIdAuthorizationException("no Write on the id");

        // When
        var failure = catchThrowableOfType(WorkerException.class, this::publish);

        // Then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure).hasMessageContaining("no Write on the id");
    }

    @Test
    void openingAgainReplacesTheProducer() throws PublishException {
        // Given
        publisher.open();
        publisher.open();

        // When
        publish();

        // Then
        assertThat(producers).hasSize(2);
        assertThat(producers.getFirst().closed()).isTrue();
        assertThat(last().history()).hasSize(1);
    }

    private void publish() throws PublishException {
        publisher.publish(
                List.of(new ProducerRecord<>("starflow.inferences", new byte[] {1})),
                Map.of(SPECTRA, new OffsetAndMetadata(5)),
                GROUP);
    }

    private MockProducer<byte[], byte[]> producer() {
        producers.add(new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return last();
    }

    private MockProducer<byte[], byte[]> last() {
        return producers.getLast();
    }
}
