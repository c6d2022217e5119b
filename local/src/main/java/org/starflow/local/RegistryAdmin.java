package org.starflow.local;

import org.starflow.local.process.Http;
import org.starflow.local.security.PinnedHttp;
import org.starflow.local.security.StackSecurity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The registry's administrator: asks whether it answers, and sets the rule that new schemas must keep. */
final class RegistryAdmin {

    private final String url;
    private final HttpClient client;
    private final Optional<String> authorization;

    RegistryAdmin(String url, Optional<StackSecurity> security) {
        this.url = url;
        this.client = security.map(known -> PinnedHttp.client(known.key().certificate()))
                .orElseGet(Http::client);
        this.authorization = security.map(known -> known.registryAdministrator().basic());
    }

    boolean answers() throws IOException, InterruptedException {
        return send(request("/subjects").GET()).statusCode() == 200;
    }

    /** The server's own default compares nothing. */
    boolean requireCompatibility() throws IOException, InterruptedException {
        return send(request("/config")
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}")))
                        .statusCode()
                == 200;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = Http.request(URI.create(url + path));
        authorization.ifPresent(header -> request.header("Authorization", header));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
