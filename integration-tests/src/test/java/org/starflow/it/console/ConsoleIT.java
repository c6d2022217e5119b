package org.starflow.it.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What people see and do on the console, in a real browser, against a running stack. One stack, so the order counts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final List<String> PAGES = List.of(
            "stream", "kiel", "sky", "search?q=star", "rejects", "audit", "spectrum/star-00003", "spectrum/nobody");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static ConsoleSetup setup;
    private static Browser browser;

    @BeforeAll
    static void start() {
        var missing = Browser.missing();
        missing.ifPresent(reason -> System.out.println("ConsoleIT is skipped. " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        setup = new ConsoleSetup();
        setup.send("star", ConsoleSetup.STARS);
        setup.sendRefused("junk-1");
        awaitCounts(ConsoleSetup.STARS, 1);
        setup.placeOnTheSky();
        browser = Browser.of(setup.sink.url());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (setup != null) {
            setup.close();
        }
    }

    @Test
    @Order(1)
    void everyPageIsReadableByAllInEitherThemeAndOnAPhone() {
        for (String page : PAGES) {
            String name = page.replaceAll("[^a-z]", "-");
            for (String theme : List.of("dark", "light")) {
                // When
                browser.width(1400, 1000);
                browser.open(page, theme);
                settle(page);

                // Then
                assertThat(browser.violations()).as(page + ", " + theme).isEmpty();
                browser.shoot(name + "-" + theme);
                browser.width(390, 844);
                // A chart follows its box one frame later.
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                                        .as("width of %s on a phone", page)
                                        .isLessThanOrEqualTo(390));
            }
            browser.shoot(name + "-phone");
            assertThat(browser.complaints()).as(page).isEmpty();
        }
        browser.width(1400, 1000);
    }

    @Test
    @Order(2)
    void aSpectrumHasFluxFitPosteriorAndProvenance() {
        // When
        browser.open("spectrum/star-00003", "dark");
        settle("spectrum/star-00003");

        // Then
        assertThat(browser.text("main"))
                .contains("Observed flux with uncertainty, the fit at the MAP and the residual")
                .contains("thinned samples of the posterior")
                .contains("starflow.spectra, partition")
                .contains("SHA-256 of model.json")
                .contains("star-00003.fits")
                .contains("68 %", "95 %", "Raw (MAP)", "Corrected");
        assertThat(browser.all("main canvas")).hasSizeGreaterThanOrEqualTo(2);

        // When
        browser.button("Spectrum and fit (FITS)").click();

        // Then
        browser.awaitText("main", "star-00003.fits:");
    }

    @Test
    @Order(3)
    void theKeyboardReachesEverything() {
        // Given
        browser.open("stream", "dark");
        settle("stream");

        // When
        browser.press(Keys.TAB);

        // Then
        assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
        browser.press(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("main");

        // Given
        browser.go("search?q=star");
        browser.awaitText("main", "star-00003");
        String first = browser.text("tbody tr");

        // When
        browser.run("document.querySelector('thead button').focus()");
        browser.press(Keys.ENTER, Keys.ENTER);

        // Then
        assertThat(browser.one("thead th").getDomAttribute("aria-sort")).isEqualTo("descending");
        assertThat(browser.text("tbody tr")).isNotEqualTo(first);
    }

    @Test
    @Order(4)
    void whatHappensIsSeenWithoutLoadingAnew() {
        // Given
        browser.open("stream", "dark");
        browser.awaitText("main", "Results");

        // When
        setup.send("more", 6);

        // Then
        browser.awaitText(".tiles", Integer.toString(ConsoleSetup.STARS + 6));
        browser.awaitText(".headline", "Keeping up");
    }

    @Test
    @Order(5)
    void onlyAnOperatorReplaysAReject() {
        // Given
        browser.open("rejects", "dark");
        browser.awaitText("main", "MALFORMED_RECORD");
        browser.one("tbody button").click();
        browser.awaitText("main", "not in Confluent's wire format", "6e 6f 74 20 61", "dead-letter-reason");

        // When
        browser.button("Replay").click();
        signIn("a guess");

        // Then
        browser.awaitText("#login", "Sign in");

        // When
        signIn(ConsoleSetup.PASSWORD);

        // Then
        browser.awaitText("main", "Published again by operator");
        awaitCounts(ConsoleSetup.STARS + 6, 2);
    }

    @Test
    @Order(6)
    void thousandsOfStarsAreDrawnAtOnce() {
        // Given
        setup.multiply(15_000);

        // When
        browser.open("kiel", "dark");
        browser.awaitText("main", "15\u2009030 results of");
        long milliseconds = (Long) browser.run("""
                const chart = document.querySelector('main .chart');
                const begin = performance.now();
                document.getElementById('theme').click();
                chart.getBoundingClientRect();
                return Math.round(performance.now() - begin);
                """);

        // Then
        assertThat(browser.complaints()).isEmpty();
        browser.shoot("kiel-many");
        assertThat(milliseconds)
                .as("time to draw all points anew, on whatever machine")
                .isLessThan(10_000);
        browser.open("sky", "dark");
        browser.awaitText("main", "15\u2009024 results of");
        browser.shoot("sky-many");
    }

    @Test
    @Order(7)
    void aDependencyThatIsAwayIsSaidSoInWords() {
        // Given
        browser.open("stream", "dark");
        browser.awaitText(".tiles", "Results");

        // When
        setup.stack.postgres().stop();

        // Then
        browser.awaitText("#away", "Database away since", "Nothing is lost: results wait in their topic");
        browser.shoot("database-away");
        browser.go("search?q=star");
        browser.awaitText("main", "The database can not answer now");
        assertThat(browser.text("body")).doesNotContain("Exception", "at org.");

        // When
        setup.stack.postgres().start();

        // Then
        browser.awaitGone("#away p");
        setup.worker.close();
        browser.go("spectrum/star-00004");
        browser.awaitText("main", "No worker with the model", "Observed flux with uncertainty");
    }

    private static void settle(String page) {
        switch (page.replaceAll("[?/].*", "")) {
            case "stream" -> browser.awaitText("main", "Keeping up", "MALFORMED_RECORD");
            case "kiel", "sky" -> browser.awaitText("main", "24 results of");
            case "search" -> browser.awaitText("main", "star-00003");
            case "rejects" -> browser.awaitText("main", "MALFORMED_RECORD");
            case "audit" -> {
                browser.awaitText("main", "Compare topics");
                browser.button("Compare topics and database").click();
                browser.awaitText("main", "Checked at");
            }
            default -> {
                if (page.endsWith("nobody")) {
                    browser.awaitText("main", "There is no result for the spectrum 'nobody'");
                } else {
                    browser.awaitText("main", "Observed flux with uncertainty", "Solid lines: MAP", "Downloads");
                }
            }
        }
    }

    private static void signIn(String password) {
        browser.awaitText("#login", "Sign in");
        browser.one("#login input[name=password]").sendKeys(password, Keys.ENTER);
    }

    private static void awaitCounts(int results, int rejects) {
        Awaitility.await("results and rejects in the database").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode counts = status();
            assertThat(counts.path("results").asInt()).isEqualTo(results);
            assertThat(counts.path("rejects").asInt()).isEqualTo(rejects);
        });
    }

    private static JsonNode status() {
        try {
            return MAPPER.readTree(setup.sink.get("/api/v1/status").body()).path("counts");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
