package org.starflow.producer.watch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.producer.publish.FakeSink;
import org.starflow.producer.publish.FileReport;
import org.starflow.producer.publish.FileReport.Status;
import org.starflow.producer.publish.FileSender;
import org.starflow.producer.publish.Journal;
import org.starflow.producer.publish.SendSummary;
import org.starflow.producer.publish.TestFiles;
import org.starflow.producer.reduce.Reducer;
import org.starflow.producer.reduce.ReductionOptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FolderWatcherTest {
    private static final Reducer REDUCER = TestFiles.reducer();

    @TempDir
    Path temporary;

    private final FakeSink sink = new FakeSink();

    @Test
    void sendsWhatAppearsAndNothingTwiceOverARestart() throws Exception {
        // Given
        Path folder = Files.createDirectory(temporary.resolve("in"));
        TestFiles.write(folder.resolve("a.fits"), 1);

        // When
        List<FileReport> first = watch(folder, () -> TestFiles.write(folder.resolve("b.fits"), 2), 2);
        List<FileReport> second = watch(folder, () -> TestFiles.write(folder.resolve("c.fits"), 3), 3);

        // Then
        assertThat(first).extracting(FileReport::status).containsOnly(Status.SENT);
        assertThat(second)
                .extracting(FileReport::status)
                .filteredOn(s -> s == Status.SENT_BEFORE)
                .hasSize(2);
        assertThat(sink.sent()).extracting(s -> s.getSpectrumId()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void whatTheBrokerDoesNotTakeIsSentAgainLater() throws Exception {
        // Given
        Path folder = Files.createDirectory(temporary.resolve("in"));
        var attempts = new AtomicInteger();
        sink.failFor(_ -> attempts.incrementAndGet() <= 2);

        // When
        List<FileReport> reports = watch(folder, () -> TestFiles.write(folder.resolve("a.fits"), 1), 3);

        // Then
        assertThat(reports).extracting(FileReport::status).containsExactly(Status.FAILED, Status.FAILED, Status.SENT);
        var summary = new SendSummary();
        summary.add(reports.getFirst());
        assertThat(summary.anyLost()).isTrue();
        summary.add(reports.getLast());
        assertThat(summary.anyLost()).isFalse();
    }

    private interface Action {
        void run() throws Exception;
    }

    private List<FileReport> watch(Path folder, Action action, int expected) throws Exception {
        var reports = new CopyOnWriteArrayList<FileReport>();
        try (Journal journal = Journal.open(temporary.resolve("journal.tsv"))) {
            var sender = new FileSender(() -> REDUCER, ReductionOptions.none(), journal, sink);
            var watcher = new FolderWatcher(folder, Duration.ofMillis(50), Duration.ofMillis(20), sender, reports::add);
            Thread thread = Thread.ofPlatform().start(() -> {
                try {
                    watcher.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            action.run();
            await().atMost(Duration.ofMinutes(5)).until(() -> reports.size() >= expected);
            watcher.stop();
            thread.join(Duration.ofMinutes(5));
            assertThat(thread.isAlive()).isFalse();
        }
        return reports;
    }
}
