package org.starflow.it.upgrade;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.it.support.PackageCopy;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.SpectrumSender;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;

/** A new model version beside the old one: it infers the whole topic from its beginning while spectra still come. */
class ModelUpgradeIT {
    private static final String OLD = "0.1.0";
    private static final String NEW = "0.2.0";
    private static final int HISTORY = 120;
    private static final int LIVE = 80;
    private static final double SNR = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN_SPECTRA = Duration.ofMillis(50);

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static Versions versions;

    @BeforeAll
    static void start() {
        stack = Stacks.fresh("model-upgrade");
        versions = new Versions(stack);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void bothVersionsHaveEverySpectrumOnce() throws Exception {
        // Given: a night that the old version has inferred
        var services = Services.on(stack);
        var upgraded = services.with(
                PackageCopy.ofTiny(folder.resolve("next")).version(NEW).path());
        try (var spectra = Spectra.tiny();
                var sender = SpectrumSender.to(stack);
                var sink = services.sink(Map.of());
                var oldWorker = services.worker("old", Map.of()).awaitReady()) {
            sink.awaitReady();
            sender.send(spectra.stars("history", HISTORY, SNR, 1));
            awaitSpectra(OLD, HISTORY);
            List<String> history = versions.rows(OLD);

            // When: the next one starts, with spectra coming in
            var live = send(sender, spectra.stars("live", LIVE, SNR, 2));
            try (var newWorker = upgraded.worker("new", Map.of()).awaitReady()) {
                live.join();
                awaitSpectra(OLD, HISTORY + LIVE);
                awaitSpectra(NEW, HISTORY + LIVE);
                awaitConsistent(sink, OLD);
                awaitConsistent(sink, NEW);

                // Then: neither has taken anything from the other
                assertThat(versions.rows(OLD)).containsAll(history);
                assertThat(versions.notOnce(OLD)).isEmpty();
                assertThat(versions.notOnce(NEW)).isEmpty();
                assertThat(versions.withoutTime(NEW)).isZero();
                assertThat(oldWorker.isAlive()).isTrue();
                assertThat(newWorker.isAlive()).isTrue();
            }

            // Then: the old one can go, the new one's rows stay
            oldWorker.close();
            assertThat(versions.spectra(NEW)).isEqualTo(HISTORY + LIVE);
        }
    }

    private static CompletableFuture<Void> send(SpectrumSender sender, List<Spectrum> spectra) {
        return CompletableFuture.runAsync(() -> {
            for (Spectrum spectrum : spectra) {
                sender.send(List.of(spectrum));
                try {
                    Thread.sleep(BETWEEN_SPECTRA);
                } catch (InterruptedException e) {
                    throw new CompletionException(e);
                }
            }
        });
    }

    private static void awaitSpectra(String version, int count) {
        Awaitility.await(count + " spectra of " + version)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(SQLException.class)
                .until(() -> versions.spectra(version) == count);
    }

    private static void awaitConsistent(Service sink, String version) {
        Awaitility.await("audit of " + version)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreException(IOException.class)
                .untilAsserted(() -> assertThat(sink.get("/api/v1/audit?model=starflow-tiny&version=" + version)
                                .body())
                        .contains("\"verdict\":\"consistent\"")
                        .contains(version));
    }
}
