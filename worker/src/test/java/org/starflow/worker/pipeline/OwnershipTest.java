package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.starflow.worker.pipeline.Records.P0;
import static org.starflow.worker.pipeline.Records.P1;
import static org.starflow.worker.pipeline.Records.source;

class OwnershipTest {
    private final Ownership ownership = new Ownership(member(-1, ""));

    @Test
    void aRecordBelongsToTheAssignmentThatItWasReadIn() {
        // Given
        ownership.assigned(List.of(P0), member(1, "a"));
        var record = source(P0, 5, epoch(), 0);

        // When
        ownership.revoked(List.of(P0));
        ownership.assigned(List.of(P0), member(2, "a"));

        // Then
        assertThat(ownership.lease().owns(record)).isFalse();
        assertThat(ownership.lease().owns(source(P0, 5, epoch(), 0))).isTrue();
    }

    @Test
    void otherPartitionsKeepTheirAssignmentOverARebalance() {
        // Given
        ownership.assigned(List.of(P0, P1), member(1, "a"));
        var record = source(P0, 5, epoch(), 0);

        // When
        ownership.revoked(List.of(P1));
        ownership.refresh(member(2, "a"));

        // Then
        assertThat(ownership.lease().owns(record)).isTrue();
        assertThat(ownership.lease().metadata().generationId()).isEqualTo(2);
    }

    @Test
    void metadataThatTheBrokerWouldNotCheckAreNoBasisForACommit() {
        // Given
        ownership.assigned(List.of(P0), member(-1, ""));

        // When
        boolean expelled = ownership.lease().verifiable();
        ownership.refresh(member(0, "a"));
        boolean joining = ownership.lease().verifiable();
        ownership.refresh(member(3, "a"));
        boolean member = ownership.lease().verifiable();

        // Then
        assertThat(expelled).isFalse();
        assertThat(joining).isFalse();
        assertThat(member).isTrue();
    }

    @Test
    void surrenderedPartitionsWaitToBeReadAgain() {
        // Given
        ownership.assigned(List.of(P0, P1), member(1, "a"));
        var record = source(P0, 5, epoch(), 0);

        // When
        ownership.surrender(List.of(P0));

        // Then
        assertThat(ownership.lease().owns(record)).isFalse();
        assertThat(ownership.surrendered()).isEqualTo(Set.of(P0));
        ownership.assigned(List.of(P0), member(1, "a"));
        assertThat(ownership.surrendered()).isEmpty();
        assertThat(ownership.lease().owns(record)).isFalse();
    }

    @Test
    void aRevokedPartitionIsNotReadAgainHere() {
        // Given
        ownership.assigned(List.of(P0), member(1, "a"));

        // When
        ownership.revoked(List.of(P0));
        ownership.surrender(List.of(P0));

        // Then
        assertThat(ownership.surrendered()).isEmpty();
    }

    @Test
    void aSecondAssignmentNeedsARevocationBetween() {
        // Given: records in flight would neither be ours any more nor be read again
        ownership.assigned(List.of(P0), member(1, "a"));

        // Then
        assertThatThrownBy(() -> ownership.assigned(List.of(P0), member(2, "a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("starflow.spectra-0");
    }

    @Test
    void waitsForAnotherLease() throws InterruptedException {
        // Given
        ownership.assigned(List.of(P0), member(1, "a"));
        var seen = ownership.lease();

        // When
        var writer = Thread.ofPlatform().start(() -> ownership.refresh(member(2, "a")));
        var next = ownership.awaitOther(seen, Duration.ofSeconds(30));
        writer.join();

        // Then
        assertThat(next.metadata().generationId()).isEqualTo(2);
        assertThat(ownership.awaitOther(next, Duration.ofMillis(10))).isEqualTo(next);
    }

    private long epoch() {
        return ownership.lease().epochs().get(P0);
    }

    private static ConsumerGroupMetadata member(int generation, String id) {
        return new ConsumerGroupMetadata("group", generation, id, Optional.empty());
    }
}
