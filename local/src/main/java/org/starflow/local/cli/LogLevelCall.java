package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.starflow.local.process.Http;
import org.starflow.local.state.ProcessEntry;
import org.starflow.local.state.Secrets;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks a running service for another log level, as its operator. */
final class LogLevelCall {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLevelCall() {}

    /**
     * Sets a level until the next restart; gives a sentence about it.
     *
     * @param change {@code CATEGORY=LEVEL}
     * @throws CliException when the service does not run, or refuses
     */
    static String set(RunningStack stack, String service, String change) throws IOException, InterruptedException {
        int equals = change.indexOf('=');
        if (equals < 1 || equals == change.length() - 1) {
            throw CliException.usage("--level: expected CATEGORY=LEVEL, such as org.starflow=DEBUG, found " + change);
        }
        if (!service.equals("sink") && !service.startsWith("worker-")) {
            throw CliException.usage("--level: expected sink or a worker, found " + service);
        }
        ProcessEntry entry =
                stack.requireRunning(service).state().process(service).orElseThrow();
        HttpResponse<String> answer = ask(
                entry,
                new Secrets(stack.home()).password("operator"),
                change.substring(0, equals),
                change.substring(equals + 1));
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new CliException(
                    answer.statusCode() == 400 ? ExitCode.USAGE : ExitCode.ENVIRONMENT,
                    service + " answers " + answer.statusCode() + ": "
                            + body.path("detail").asText());
        }
        return "%s: %s from %s to %s, until it is started again"
                .formatted(
                        service,
                        body.path("category").asText(),
                        body.path("from").asText(),
                        body.path("to").asText());
    }

    private static HttpResponse<String> ask(ProcessEntry entry, String password, String category, String level)
            throws IOException, InterruptedException {
        String token = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
        URI uri = URI.create("http://" + entry.address() + "/api/v1/log-levels/" + SinkClient.encode(category)
                + "?level=" + SinkClient.encode(level));
        try {
            return Http.send(Http.request(uri)
                    .header("Authorization", "Basic " + token)
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build());
        } catch (ConnectException e) {
            throw CliException.environment(entry.name() + " does not answer at " + entry.address() + ".");
        }
    }
}
