package org.starflow.worker.pipeline;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

class StageThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    void opensWorksInOrderAndCloses() throws InterruptedException {
        // Given
        var thread = thread(item -> events.add(item));

        // When
        thread.start();
        thread.submit("a");
        thread.submit("b");
        Awaitility.await().atMost(PATIENCE).until(() -> events.contains("b"));
        thread.end();
        thread.join(PATIENCE);

        // Then
        assertThat(events).containsExactly("open", "opened", "a", "b", "close");
        assertThat(failures).isEmpty();
        assertThat(thread.stalled(PATIENCE)).isTrue();
    }

    @Test
    void aStageThatTakesSeveralItemsGetsThoseThatWaitTogether() throws InterruptedException {
        // Given
        var stage = new Stage<String>() {
            @Override
            public void process(String item) {
                events.add(item);
            }

            @Override
            public void processAll(List<String> items) {
                events.add(String.join("+", items));
            }

            @Override
            public int most() {
                return 3;
            }
        };
        var thread = new StageThread<>("test", stage, () -> {}, failures::add);

        // When
        List.of("a", "b", "c", "d").forEach(thread::submit);
        thread.start();
        Awaitility.await().atMost(PATIENCE).until(() -> events.contains("d"));
        thread.end();
        thread.join(PATIENCE);

        // Then
        assertThat(events).containsExactly("a+b+c", "d");
    }

    @Test
    void anErrorIsReportedAndEndsTheThread() throws InterruptedException {
        // Given
        var thread = thread(item -> {
            throw new OutOfMemoryError(item);
        });

        // When
        thread.start();
        thread.submit("heap");
        Awaitility.await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        thread.join(PATIENCE);

        // Then
        assertThat(failures).singleElement().isInstanceOf(OutOfMemoryError.class);
        assertThat(events).endsWith("close");
    }

    @Test
    void aStageThatIsBusyForTooLongIsStalled() throws InterruptedException {
        // Given
        var release = new CountDownLatch(1);
        var thread = thread(item -> release.await());

        // When
        thread.start();
        boolean idle = thread.stalled(Duration.ZERO);
        thread.submit("slow");
        Awaitility.await().atMost(PATIENCE).until(() -> thread.stalled(Duration.ofMillis(5)));
        boolean patient = thread.stalled(PATIENCE.multipliedBy(10));
        thread.end();
        thread.join(PATIENCE);

        // Then
        assertThat(idle).isFalse();
        assertThat(patient).isFalse();
        assertThat(failures).isEmpty();
    }

    private StageThread<String> thread(Work work) {
        var stage = new Stage<String>() {
            @Override
            public void open() {
                events.add("open");
            }

            @Override
            public void process(String item) throws InterruptedException {
                work.process(item);
            }

            @Override
            public void close() {
                events.add("close");
            }
        };
        return new StageThread<>("test", stage, () -> events.add("opened"), failures::add);
    }

    private interface Work {
        void process(String item) throws InterruptedException;
    }
}
