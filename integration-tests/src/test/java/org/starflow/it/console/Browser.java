package org.starflow.it.console;

import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.starflow.it.support.Project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

/** A headless Chromium that looks at the console. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SHOTS = Project.root().resolve("integration-tests/target/console");
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private final ChromeDriver driver;
    private final String base;

    private Browser(ChromeDriver driver, String base) {
        this.driver = driver;
        this.base = base;
    }

    /** Why there is no browser on this machine; empty when there is one. */
    static Optional<String> missing() {
        if (program(BROWSERS.toArray(String[]::new)).isEmpty()) {
            return Optional.of("No Chromium on this machine: apt-get install chromium chromium-driver.");
        }
        return program("chromedriver").isEmpty()
                ? Optional.of("No chromedriver on this machine: apt-get install chromium-driver.")
                : Optional.empty();
    }

    /** Opens a browser for the console of a sink. */
    static Browser of(String sink) {
        var options = new ChromeOptions();
        options.setBinary(program(BROWSERS.toArray(String[]::new)).orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--window-size=1400,1000");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return new Browser(driver, sink);
    }

    /** Opens a page anew, with a theme. */
    void open(String page, String theme) {
        driver.get(base + "/console/icon.svg");
        run("localStorage.setItem('starflow-theme', arguments[0])", theme);
        driver.get(base + "/#/" + page);
    }

    /** Goes to another page without loading anew. */
    void go(String page) {
        run("location.hash = '#/' + arguments[0]", page);
    }

    void width(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Waits until the text of an element holds some words. */
    void awaitText(String selector, String... words) {
        Awaitility.await(selector + " with " + List.of(words))
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    String text = text(selector);
                    return Stream.of(words).allMatch(text::contains);
                });
    }

    void awaitGone(String selector) {
        Awaitility.await(selector + " gone")
                .atMost(PATIENCE)
                .until(() -> all(selector).isEmpty());
    }

    String text(String selector) {
        try {
            return driver.findElement(By.cssSelector(selector)).getText();
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** The button with these words. */
    WebElement button(String words) {
        return all("button").stream()
                .filter(b -> b.getText().equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no button '" + words + "' on\n" + text("body")));
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void press(CharSequence... keys) {
        focused().sendKeys(keys);
    }

    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** What accessibility rules (WCAG 2.x, A and AA) the page breaks: rule, element and reason. */
    @SuppressWarnings("unchecked")
    List<String> violations() {
        run(axe());
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
                  .then((r) => done(r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html} ${n.failureSummary}`))),
                        (e) => done([String(e)]));
                """);
    }

    /** Complaints of the browser since the last call: scripts that failed, what the security policy refused. */
    List<String> complaints() {
        var complaints = new ArrayList<String>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            // An answer that is an error is the subject of other tests; the browser reports each.
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()
                    && !entry.getMessage().contains("Failed to load resource")) {
                complaints.add(entry.getMessage());
            }
        }
        return complaints;
    }

    /** Keeps a picture of the whole page under target/console. */
    void shoot(String name) {
        long width = (Long) run("return innerWidth");
        long height = (Long) run("return innerHeight");
        long whole = (Long) run("return Math.min(5000, document.documentElement.scrollHeight)");
        width((int) width, (int) Math.max(height, whole));
        try {
            Files.createDirectories(SHOTS);
            Files.write(SHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        width((int) width, (int) height);
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static String axe() {
        try (var in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
