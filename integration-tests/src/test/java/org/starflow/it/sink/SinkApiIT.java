package org.starflow.it.sink;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.it.support.Service;
import org.starflow.it.support.TopicReader;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.ResultColumns;
import org.starflow.schemas.Topics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What a scientist, a launcher and an operator can ask a sink. */
class SinkApiIT {
    private static final String MODEL = "asked";

    private static StandInWorker worker;
    private static Service sink;
    private static Api api;
    private static Catalogue catalogue;
    private static List<Input> inferred;
    private static List<Input> rejected;

    @BeforeAll
    static void storeSomething() {
        catalogue = new Catalogue(SinkSetup.stack());
        worker = new StandInWorker(SinkSetup.stack(), MODEL, "1");
        List<Input> inputs = worker.feed(MODEL, 50);
        inferred = inputs.subList(0, 44);
        rejected = inputs.subList(44, 50);
        worker.infer(inferred);
        worker.reject(rejected.subList(0, 4), RejectCode.SNR_MISSING);
        worker.reject(rejected.subList(4, 6), RejectCode.LOW_COVERAGE);
        sink = SinkSetup.readySink();
        api = new Api(sink);
        catalogue.awaitCount("result", MODEL, 44);
        catalogue.awaitCount("reject", MODEL, 6);
    }

    @AfterAll
    static void stop() {
        sink.close();
        worker.close();
    }

    @Test
    void csvHasTheColumnsOfEveryExportAndTheValuesOfTheRecords() {
        // When
        var response = api.get("/results?model=" + MODEL, "Accept", "text/csv");

        // Then
        var expected = new ArrayList<String>();
        expected.add(String.join(",", ResultColumns.all()));
        inferred.stream()
                .sorted(Comparator.comparing(Input::id))
                .map(input -> String.join(",", ResultColumns.row(worker.inference(input))))
                .forEach(expected::add);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(response.headers().firstValue("Starflow-Model")).contains(MODEL + " 1");
        assertThat(response.body().lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void pagesGiveEveryResultOnce() {
        // Given
        var ids = new ArrayList<String>();
        String after = "";

        // When
        do {
            JsonNode page = api.json("/results?limit=7&model=" + MODEL + after);
            page.get("results")
                    .forEach(result -> ids.add(result.get("spectrum_id").asText()));
            after = page.get("next").isNull()
                    ? ""
                    : "&after=" + page.get("next").asText();
        } while (!after.isEmpty());

        // Then
        assertThat(ids)
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(
                        inferred.stream().map(Input::id).toList());
    }

    @Test
    void rangesOfLabelsSelect() {
        // Given
        long hot = inferred.stream()
                .map(worker::inference)
                .filter(i -> i.getEstimates().get("teff").getMap() >= 5500)
                .filter(i -> i.getSnr() <= 150)
                .count();

        // When
        var results = api.json("/results?model=" + MODEL + "&teff_min=5500&snr_max=150")
                .get("results");

        // Then
        assertThat(results).hasSize((int) hot);
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.at("/labels/teff/map").asDouble()).isGreaterThanOrEqualTo(5500));
    }

    @Test
    void aSpectrumHasEverythingWithUnitsAndWords() {
        // Given
        var inference = worker.inference(inferred.getFirst());

        // When
        var result = api.json("/spectra/" + inference.getSpectrumId()).at("/results/0");

        // Then
        assertThat(result.at("/labels/teff/unit").asText()).isEqualTo("K");
        assertThat(result.at("/labels/teff/corrected").asDouble())
                .isEqualTo(inference.getEstimates().get("teff").getCorrected());
        assertThat(result.at("/labels/li_fe/corrected").isNull()).isTrue();
        assertThat(result.at("/labels/teff/interval_68")).hasSize(2);
        assertThat(result.at("/flags/word").asLong()).isEqualTo(inference.getFlags());
        assertThat(result.at("/correlation/values")).hasSize(78);
        assertThat(result.at("/source/offset").asLong())
                .isEqualTo(inference.getSource().getOffset());
        assertThat(result.at("/provenance/reduction/continuum").asText()).isEqualTo("none");
        assertThat(api.json("/targets/" + inference.getTargetId()).get("results"))
                .hasSize(1);
        assertThat(api.json("/models").get("models")).anySatisfy(model -> {
            assertThat(model.get("name").asText()).isEqualTo(MODEL);
            assertThat(model.get("results").asLong()).isEqualTo(44);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/results?teff_mn=5000, 400, teff_mn",
        "/results?teff_min=hot, 400, hot",
        "/results?limit=100000, 400, limit",
        "/results?model=nobody, 404, nobody",
        "/results?version=1, 400, model",
        "/spectra/nobody, 404, nobody",
        "/targets/nobody, 404, nobody",
        "/rejects?code=NONE, 400, SNR_MISSING",
        "/rejects/0/999999, 404, 999999",
        "/rejects/x/y, 404, openapi",
        "/audit?model=nobody, 404, nobody",
        "/nothing, 404, openapi"
    })
    void mistakesAreToldInASentence(String path, int status, String word) {
        // When
        var response = api.get(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Api.parse(response).get("detail").asText()).contains(word);
    }

    @Test
    void rejectsAreListedAndShown() {
        // Given
        Input input = rejected.getFirst();

        // When
        var page = api.json("/rejects?code=SNR_MISSING&limit=3&model=" + MODEL);
        var rest = api.json("/rejects?code=SNR_MISSING&limit=3&model=" + MODEL + "&after="
                + page.get("next").asText());
        var one = api.json("/rejects/" + input.partition() + "/" + input.offset());

        // Then
        var offsets = new HashSet<String>();
        List.of(page, rest)
                .forEach(p -> p.get("rejects")
                        .forEach(reject -> offsets.add(reject.get("key").asText())));
        assertThat(offsets).hasSize(4);
        assertThat(page.get("total").asLong()).isEqualTo(4);
        assertThat(one.get("meaning").asText()).isEqualTo(RejectCode.SNR_MISSING.sentence());
        assertThat(one.at("/payload/value_base64").asText()).isNotEmpty();
        assertThat(one.at("/payload/headers")).isNotEmpty();
    }

    @Test
    void onlyTheOperatorHasARejectPublishedAgain() {
        // Given
        Input input = rejected.getLast();
        String path = "/rejects/" + input.partition() + "/" + input.offset() + "/replay";
        var end = SinkSetup.spectraEnds();

        // Then
        assertThat(api.post(path).statusCode()).isEqualTo(401);
        assertThat(api.post(path, Api.as("operator", "guess")).statusCode()).isEqualTo(401);
        assertThat(SinkSetup.spectraEnds()).isEqualTo(end);

        // When
        var replayed = api.post(path, Api.as("operator", SinkSetup.OPERATOR_PASSWORD));

        // Then
        assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
        var to = Api.parse(replayed).get("replayed_to");
        var record = TopicReader.bytes(SinkSetup.stack()).all(Topics.SPECTRA).stream()
                .filter(r -> r.partition() == to.get("partition").asInt()
                        && r.offset() == to.get("offset").asLong())
                .findFirst()
                .orElseThrow();
        assertThat(record.key()).isEqualTo(input.id().getBytes(StandardCharsets.UTF_8));
        assertThat(record.headers().toArray())
                .extracting(h -> h.key() + "=" + new String(h.value(), StandardCharsets.UTF_8))
                .containsExactly(
                        "starflow-spectrum-id=" + input.id(),
                        "starflow-replayed-from=starflow.spectra/" + input.partition() + "/" + input.offset());
        assertThat(api.post(path, Api.as("operator", SinkSetup.OPERATOR_PASSWORD))
                        .statusCode())
                .isEqualTo(409);
        var shown = api.json("/rejects/" + input.partition() + "/" + input.offset());
        assertThat(shown.get("replayed_by").asText()).isEqualTo("operator");
        assertThat(shown.get("replayed_to")).isEqualTo(to);
    }

    @Test
    void readsCanBeClosedAndWritesAreOffWithoutAnOperator() {
        // Given
        var settings = Map.of("starflow.sink.reader.password", "night shift", "starflow.sink.operator.password", "");
        try (var closed = SinkSetup.sink(settings).awaitReady()) {
            var closedApi = new Api(closed);
            Input input = rejected.get(1);
            String replay = "/rejects/" + input.partition() + "/" + input.offset() + "/replay";
            String[] reader = Api.as("reader", "night shift");

            // Then
            assertThat(closedApi.get("/models").statusCode()).isEqualTo(401);
            assertThat(closedApi.get("/models", reader).statusCode()).isEqualTo(200);
            var refused = closedApi.post(replay, reader);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(Api.parse(refused).get("detail").asText()).contains("STARFLOW_SINK_OPERATOR_PASSWORD");
        }
    }

    @Test
    void theApiDescribesItself() throws Exception {
        assertThat(sink.get("/q/openapi").body()).contains("/api/v1/results", "/api/v1/audit", "replay");
    }
}
