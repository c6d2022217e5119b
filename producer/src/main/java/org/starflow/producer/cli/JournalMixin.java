package org.starflow.producer.cli;

import org.starflow.producer.publish.Journal;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Where the journal lies. */
class JournalMixin {
    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "What has been sent; a file in it is not sent again"
                    + " (default: producer/journal.tsv in $STARFLOW_DATA, else in .starflow).")
    Path journal;

    Journal open() {
        if (journal != null) {
            return Journal.open(journal);
        }
        String data = System.getenv("STARFLOW_DATA");
        Path folder = data == null || data.isBlank() ? Path.of(".starflow") : Path.of(data);
        return Journal.open(folder.resolve("producer").resolve("journal.tsv"));
    }
}
