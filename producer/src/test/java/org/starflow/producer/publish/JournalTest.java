package org.starflow.producer.publish;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.producer.EnvironmentFailure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JournalTest {
    @TempDir
    Path folder;

    @Test
    void remembersOverARestart() {
        // Given
        Path path = folder.resolve("deep/journal.tsv");
        try (Journal journal = Journal.open(path)) {
            journal.append(entry("a", 1));
        }

        // When
        try (Journal journal = Journal.open(path)) {
            // Then
            assertThat(journal.find("cluster", "topic", "a", "id-a")).contains(entry("a", 1));
            assertThat(journal.find("cluster", "topic", "a", "other")).isEmpty();
            assertThat(journal.find("another cluster", "topic", "a", "id-a")).isEmpty();
            assertThat(journal.find("cluster", "topic", "b", "id-a")).isEmpty();
        }
    }

    @Test
    void passesOverALineTornByACrashAndGoesOnBehindIt() throws Exception {
        // Given
        Path path = folder.resolve("journal.tsv");
        try (Journal journal = Journal.open(path)) {
            journal.append(entry("a", 1));
        }
        String torn = entry("b", 2).line().substring(0, 30);
        Files.writeString(path, torn, StandardOpenOption.APPEND);

        // When
        try (Journal journal = Journal.open(path)) {
            journal.append(entry("c", 3));
        }

        // Then
        try (Journal journal = Journal.open(path)) {
            assertThat(journal.find("cluster", "topic", "a", "id-a")).isPresent();
            assertThat(journal.find("cluster", "topic", "b", "id-b")).isEmpty();
            assertThat(journal.find("cluster", "topic", "c", "id-c")).isPresent();
        }
    }

    @Test
    void doesNotBelieveALineWithAChangedCharacter() throws Exception {
        // Given
        Path path = folder.resolve("journal.tsv");
        Files.writeString(path, entry("a", 1).line().replace("id-a", "id-x") + "\n");

        // When
        try (Journal journal = Journal.open(path)) {
            // Then
            assertThat(journal.find("cluster", "topic", "a", "id-x")).isEmpty();
        }
    }

    @Test
    void seesWhatAnotherProcessAppends() {
        // Given
        Path path = folder.resolve("journal.tsv");
        try (Journal first = Journal.open(path);
                Journal second = Journal.open(path)) {
            // When
            first.append(entry("a", 1));
            second.append(entry("b", 2));

            // Then
            assertThat(second.find("cluster", "topic", "a", "id-a")).isPresent();
            assertThat(first.find("cluster", "topic", "b", "id-b")).isPresent();
        }
    }

    @Test
    void saysWhereItCannotBeOpened() throws Exception {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When // Then
        assertThatThrownBy(() -> Journal.open(file.resolve("journal.tsv")))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("Cannot open the journal");
    }

    private static JournalEntry entry(String sha, long offset) {
        return new JournalEntry("cluster", "topic", sha, "id-" + sha, 0, offset, 1000);
    }
}
