package org.starflow.producer.publish;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.producer.publish.FileReport.Status;
import org.starflow.producer.reduce.Reducer;
import org.starflow.producer.reduce.ReductionOptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FileSenderTest {
    private static final Reducer REDUCER = TestFiles.reducer();

    @TempDir
    Path folder;

    private final FakeSink sink = new FakeSink();
    private Journal journal;
    private FileSender sender;

    @BeforeEach
    void open() {
        journal = Journal.open(folder.resolve("journal.tsv"));
        sender = new FileSender(() -> REDUCER, ReductionOptions.none(), journal, sink);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void sendsAFileOnceWhateverItsName() throws Exception {
        // Given
        Path file = TestFiles.write(folder.resolve("a.fits"), 1);

        // When
        FileReport first = sender.send(file).join();
        FileReport second = sender.send(file).join();
        Path changed = TestFiles.write(folder.resolve("a.fits"), 2);
        FileReport third = sender.send(changed).join();

        // Then
        assertThat(first.status()).isEqualTo(Status.SENT);
        assertThat(first.snr()).isPositive();
        assertThat(second.status()).isEqualTo(Status.SENT_BEFORE);
        assertThat(second.delivery().offset()).isEqualTo(first.delivery().offset());
        assertThat(third.status()).as("another content under the same name").isEqualTo(Status.SENT);
        assertThat(sink.sent()).hasSize(2).allMatch(s -> s.getSpectrumId().equals("a"));
    }

    @Test
    void sendsAgainWhatTheBrokerDidNotAcknowledge() throws Exception {
        // Given
        Path file = TestFiles.write(folder.resolve("a.fits"), 1);
        sink.failFor(s -> true);

        // When
        FileReport failed = sender.send(file).join();
        sink.failFor(s -> false);
        FileReport sent = sender.send(file).join();

        // Then
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.message()).contains("a.fits").contains("broker away");
        assertThat(sent.status()).isEqualTo(Status.SENT);
    }

    @Test
    void goesOnAfterBadFilesAndReportsEach() throws Exception {
        // Given
        List<Path> files = List.of(
                TestFiles.write(folder.resolve("a.fits"), 1),
                Files.writeString(folder.resolve("b.fits"), "not FITS at all"),
                folder.resolve("vanished.fits"),
                TestFiles.write(folder.resolve("c.fits"), 3));
        List<FileReport> reports = Collections.synchronizedList(new ArrayList<>());
        var summary = new SendSummary();
        Path csv = folder.resolve("report.csv");

        // When
        try (ReportWriter writer = ReportWriter.open(csv)) {
            new SendRun(sender, 2).send(files, r -> {
                reports.add(r);
                summary.add(r);
                writer.add(r);
            });
        }

        // Then
        assertThat(reports).hasSize(4);
        assertThat(summary.sentence()).isEqualTo("2 sent, 0 sent before, 2 refused, 0 failed");
        assertThat(summary.anyLost()).isTrue();
        assertThat(Files.readAllLines(csv)).hasSize(5);
        assertThat(Files.readString(csv)).contains("vanished.fits,REFUSED").contains("a.fits,SENT,a,spectra,0,");
    }

    @Test
    void tellsFilesThatShareAnIdentifier() throws Exception {
        // Given
        Files.createDirectory(folder.resolve("x"));
        var summary = new SendSummary();

        // When
        FileReport first =
                sender.send(TestFiles.write(folder.resolve("a.fits"), 1)).join();
        FileReport second =
                sender.send(TestFiles.write(folder.resolve("x/a.fits"), 2)).join();

        // Then
        assertThat(summary.add(first)).isNull();
        assertThat(summary.add(second)).isSameAs(first);
    }

    @Test
    void sendsNothingWithoutASink() throws Exception {
        // Given
        var dry = new FileSender(() -> REDUCER, ReductionOptions.none(), null, null);

        // When
        FileReport report =
                dry.send(TestFiles.write(folder.resolve("a.fits"), 1)).join();

        // Then
        assertThat(report.status()).isEqualTo(Status.CHECKED);
        assertThat(sink.sent()).isEmpty();
    }
}
