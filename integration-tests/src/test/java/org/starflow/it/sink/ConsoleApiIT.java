package org.starflow.it.sink;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.it.support.Service;
import org.starflow.schemas.RejectCode;
import org.starflow.v1.Inference;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** What the console asks a sink, without the console. */
class ConsoleApiIT {
    private static final String MODEL = "shown";

    private static StandInWorker worker;
    private static Service sink;
    private static Api api;
    private static List<Input> inferred;
    private static Input rejected;

    @BeforeAll
    static void storeSomething() {
        var catalogue = new Catalogue(SinkSetup.stack());
        worker = new StandInWorker(SinkSetup.stack(), MODEL, "1");
        List<Input> inputs = worker.feed(MODEL, 60);
        inferred = inputs.subList(0, 59);
        rejected = inputs.getLast();
        worker.infer(inferred);
        worker.reject(List.of(rejected), RejectCode.LOW_COVERAGE);
        sink = SinkSetup.readySink();
        api = new Api(sink);
        catalogue.awaitCount("result", MODEL, 59);
        catalogue.awaitCount("reject", MODEL, 1);
    }

    @AfterAll
    static void stop() {
        sink.close();
        worker.close();
    }

    @ParameterizedTest
    @CsvSource({"10, -5, 40", "359.5, 60, 45", "120, 89, 30", "200, -90, 25", "0, 0, 180"})
    void aConeHoldsWhatTheAngleSays(double ra, double dec, double radius) {
        // Given
        var inside = inferred.stream()
                .map(worker::inference)
                .filter(i -> angle(i.getRa(), i.getDec(), ra, dec) <= radius)
                .map(Inference::getSpectrumId)
                .collect(Collectors.toSet());

        // When
        var results = api.json("/results?limit=1000&model=%s&ra=%s&dec=%s&radius=%s".formatted(MODEL, ra, dec, radius))
                .get("results");

        // Then
        assertThat(StreamSupport.stream(results.spliterator(), false)
                        .map(r -> r.get("spectrum_id").asText())
                        .collect(Collectors.toSet()))
                .isEqualTo(inside);
    }

    @Test
    void aPlotHasColumnsAndSaysWhenThereIsMore() {
        // When
        var part = api.json("/plot?limit=10&model=" + MODEL);
        var all = api.json("/plot?model=" + MODEL);

        // Then
        assertThat(part.get("rows").asInt()).isEqualTo(10);
        assertThat(part.get("more").asBoolean()).isTrue();
        assertThat(all.get("rows").asInt()).isEqualTo(59);
        assertThat(all.get("more").asBoolean()).isFalse();
        assertThat(all.get("columns")).allSatisfy(column -> assertThat(column).hasSize(59));
    }

    @Test
    void whatWasStoredLaterThanNowIsNothing() {
        assertThat(api.json("/plot?since=2999-01-01T00:00:00Z&model=" + MODEL)
                        .get("rows")
                        .asInt())
                .isZero();
    }

    @Test
    void namesAreFoundByTheirBeginning() {
        // Given
        String id = inferred.getFirst().id();

        // When
        var hits = api.json("/search?limit=3&q=" + MODEL);
        var target = api.json("/search?q=target-" + id);

        // Then
        assertThat(hits.get("hits")).hasSize(3);
        assertThat(hits.get("more").asBoolean()).isTrue();
        assertThat(target.get("hits"))
                .anySatisfy(hit -> assertThat(hit.get("spectrum_id").asText()).isEqualTo(id));
        assertThat(api.json("/search?q=%25").get("hits")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/plot?limit=100001, 400, limit",
        "/plot?since=yesterday, 400, since",
        "/plot?ra=10&dec=10, 400, radius",
        "/results?ra=10&dec=10&radius=0, 400, radius",
        "/search, 400, q",
        "/search?q=a&limit=201, 400, limit",
        "/observed/nobody, 404, nobody",
        "/fit/nobody, 404, nobody",
        "/fits/nobody, 404, nobody",
        "/samples/nobody, 404, nobody",
        "/rejects/0/999999/decoded, 404, 999999"
    })
    void mistakesAreToldInASentence(String path, int status, String word) {
        // When
        var response = api.get(path);

        // Then
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Api.parse(response).get("detail").asText()).contains(word);
    }

    @Test
    void theStreamIsToldOnceAndAsEvents() throws Exception {
        // Given
        var group = "starflow-worker-" + MODEL + "-1";

        // When
        var report = api.json("/console");
        var request = HttpRequest.newBuilder(URI.create(sink.url() + "/api/v1/console/events"))
                .timeout(Duration.ofSeconds(60))
                .build();
        String event;
        // Not closed: a client waits for its open connections when it is, and events have no end.
        var http = HttpClient.newHttpClient();
        try (var lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            event = lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
        }

        // Then
        assertThat(report.at("/state/dependencies"))
                .hasSize(3)
                .allSatisfy(d -> assertThat(d.get("up").asBoolean()).isTrue());
        assertThat(report.at("/state/groups")).anySatisfy(g -> {
            assertThat(g.get("group").asText()).isEqualTo(group);
            assertThat(g.get("partitions")).hasSize(4);
        });
        assertThat(event).contains("\"dependencies\"").contains(group);
    }

    @Test
    void aRejectIsDecodedAsFarAsItGoes() {
        // When
        var decoded =
                api.json("/rejects/%d/%d/decoded?model=%s".formatted(rejected.partition(), rejected.offset(), MODEL));

        // Then
        assertThat(decoded.get("decodes").asBoolean()).isFalse();
        assertThat(decoded.get("problem").asText()).isNotEmpty();
        assertThat(decoded.get("first_bytes").asText()).isNotEmpty();
    }

    @Test
    void theConsoleIsServedUnderAStrictPolicy() throws Exception {
        // When
        var page = sink.get("/");

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Starflow</title>");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(sink.get("/lib/echarts-6.0.0/LICENSE").body()).contains("Apache License");
    }

    @Test
    void anotherPageCanNotReplayARejectWithThePasswordThatABrowserRemembers() {
        // Given
        String path = "/rejects/" + rejected.partition() + "/" + rejected.offset() + "/replay";
        String[] operator = Api.as("operator", SinkSetup.OPERATOR_PASSWORD);
        var end = SinkSetup.spectraEnds();

        // When
        var foreign = api.post(path, operator[0], operator[1], "Origin", "http://evil.example");
        var form = api.post(path, operator[0], operator[1], "Origin", sink.url());

        // Then
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(SinkSetup.spectraEnds()).isEqualTo(end);
    }

    private static double angle(double ra1, double dec1, double ra2, double dec2) {
        double d1 = Math.toRadians(dec1);
        double d2 = Math.toRadians(dec2);
        double h = Math.pow(Math.sin((d1 - d2) / 2), 2)
                + Math.cos(d1) * Math.cos(d2) * Math.pow(Math.sin(Math.toRadians(ra1 - ra2) / 2), 2);
        return Math.toDegrees(2 * Math.asin(Math.sqrt(Math.min(1, h))));
    }
}
