package org.starflow.producer.watch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.producer.publish.FileReport;
import org.starflow.producer.publish.FileSender;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends every file that becomes complete in a folder until it is told to stop; one that the broker does not take is sent
 * again later. Looks at the folder at intervals: events
 * of the operating system do not reach over network file systems. The file in hand is finished before it stops.
 */
public final class FolderWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

    private final FolderScan scan;
    private final FileSender sender;
    private final Consumer<FileReport> reports;
    private final Duration interval;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** Every file that ends, well or not, is reported to {@code reports}. */
    public FolderWatcher(
            Path folder, Duration settle, Duration interval, FileSender sender, Consumer<FileReport> reports) {
        this.scan = new FolderScan(folder, settle);
        this.sender = sender;
        this.reports = reports;
        this.interval = interval;
    }

    /** Watches until {@link #stop} is called or the thread is interrupted. */
    public void run() throws InterruptedException {
        do {
            pass();
        } while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Ends {@link #run} after the file in hand. */
    public void stop() {
        stop.countDown();
    }

    private void pass() {
        try {
            for (Path file : scan.complete(System.nanoTime())) {
                if (stop.getCount() == 0) {
                    return;
                }
                FileReport report = sender.send(file).join();
                if (report.status() == FileReport.Status.FAILED) {
                    // A broker that was away for longer than the client waits: the file has no fault.
                    scan.again(file, System.nanoTime());
                }
                reports.accept(report);
            }
        } catch (IOException e) {
            // A folder that is away for a moment (network, remount) is looked at again.
            LOG.atWarn().addKeyValue("reason", e.toString()).log("Folder cannot be read");
        }
    }
}
