package org.starflow.sink.spectrum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.problem.ProblemException;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Re-simulated spectra, asked of the workers: they hold the emulator (docs/adr/045-fit-from-the-worker.md). */
@ApplicationScoped
public class Fits {
    private static final Logger LOGGER = LoggerFactory.getLogger(Fits.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 8 << 20;

    private final List<URI> workers;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** @param config addresses of the workers */
    @Inject
    public Fits(SinkConfig config) {
        this(config.workers().orElse(List.of()));
    }

    Fits(List<URI> workers) {
        this.workers = List.copyOf(workers);
    }

    /**
     * The spectrum of a star as a worker with this model simulates it.
     *
     * @param labels values by label key, in their units
     * @throws ProblemException 503 when no worker gives it, with what each said
     */
    public JsonNode fit(String model, String version, Map<String, Double> labels) {
        if (workers.isEmpty()) {
            throw new ProblemException(
                    503,
                    "No worker is configured (starflow.sink.workers): the fit comes from one that holds the model %s %s."
                            .formatted(model, version));
        }
        String path = "/v2/models/%s/versions/%s/flux?%s".formatted(encode(model), encode(version), query(labels));
        var answers = new StringBuilder();
        for (URI worker : workers) {
            try {
                return ask(worker.resolve(path));
            } catch (IOException e) {
                answers.append(' ')
                        .append(worker.getAuthority())
                        .append(": ")
                        .append(words(e))
                        .append(';');
                LOGGER.atDebug().addKeyValue("worker", worker).setCause(e).log("No fit from this worker");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(503, "The sink is stopping.");
            }
        }
        throw new ProblemException(
                503,
                "No worker with the model %s %s is up; the fit is shown when one is. Asked:%s"
                        .formatted(model, version, answers));
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? "does not answer" : e.getMessage();
    }

    private JsonNode ask(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
        HttpResponse<byte[]> response = client.send(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        if (response.statusCode() == 200) {
            return MAPPER.readTree(response.body());
        }
        throw new IOException(sentence(response));
    }

    private static String sentence(HttpResponse<byte[]> response) {
        try {
            JsonNode body = MAPPER.readTree(response.body());
            if (body.hasNonNull("error")) {
                return body.get("error").asText();
            }
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("A worker's answer is not JSON");
        }
        return "HTTP " + response.statusCode();
    }

    private static String query(Map<String, Double> labels) {
        return labels.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + e.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
