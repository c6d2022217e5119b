package org.starflow.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A registry in memory with the calls that the client makes, and with faults on demand. */
public final class FakeRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request as it came. */
    public record Request(String method, String path, String contentType, String accept, String authorization) {}

    /** What to do instead of the registry's own answer. */
    @FunctionalInterface
    public interface Fault {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new ArrayList<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final Map<Integer, ObjectNode> byId = new LinkedHashMap<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
    private String compatibility = "NONE";

    public FakeRegistry() {
        this(plainServer());
    }

    FakeRegistry(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpServer plainServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Stores a schema text as it is, as another client would have registered it. */
    public synchronized int add(String subject, ObjectNode body) {
        List<Integer> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
        int id = byId.entrySet().stream()
                .filter(e -> e.getValue().equals(body))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(byId.size() + 1);
        byId.put(id, body);
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    public int add(String subject, String schema) {
        return add(subject, JSON.createObjectNode().put("schema", schema));
    }

    /** The GUID of an id. */
    public static UUID guid(int id) {
        return new UUID(0x5741_7266_6c6f_7700L, id);
    }

    /** The next request meets this instead of the registry. */
    public synchronized void next(Fault fault) {
        faults.add(fault);
    }

    public void next(int status, String body) {
        next(exchange -> send(exchange, status, body));
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        Fault fault;
        synchronized (this) {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Content-Type"),
                    headers.getFirst("Accept"),
                    headers.getFirst("Authorization")));
            fault = faults.poll();
        }
        try (exchange) {
            if (fault != null) {
                fault.answer(exchange);
            } else {
                respond(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void respond(HttpExchange exchange) throws IOException {
        String[] path = Stream.of(
                        exchange.getRequestURI().getRawPath().substring(1).split("/"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toArray(String[]::new);
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonNode body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        String call = exchange.getRequestMethod() + " " + path[0] + " " + path.length;
        switch (call) {
            case "GET schemas 3" -> schema(exchange, path);
            case "POST subjects 3" -> {
                int id = add(
                        path[1],
                        JSON.createObjectNode()
                                .put("schema", body.path("schema").asText()));
                send(exchange, 200, "{\"id\": " + id + "}");
            }
            case "POST subjects 2" -> lookUp(exchange, path[1], body);
            case "GET subjects 4" -> version(exchange, path[1], path[3]);
            case "POST compatibility 4" -> send(exchange, 200, "{\"is_compatible\": true}");
            case "GET config 1" -> send(exchange, 200, "{\"compatibilityLevel\": \"" + compatibility + "\"}");
            case "PUT config 1", "PUT config 2" -> {
                compatibility = body.path("compatibility").asText();
                send(exchange, 200, body.toString());
            }
            default -> send(exchange, 404, "{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}");
        }
    }

    private void schema(HttpExchange exchange, String[] path) throws IOException {
        for (var entry : byId.entrySet()) {
            String name = path[1].equals("guids")
                    ? guid(entry.getKey()).toString()
                    : entry.getKey().toString();
            if (name.equals(path[2])) {
                send(exchange, 200, entry.getValue().toString());
                return;
            }
        }
        send(exchange, 404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
    }

    private void lookUp(HttpExchange exchange, String subject, JsonNode body) throws IOException {
        for (int id : subjects.getOrDefault(subject, List.of())) {
            if (byId.get(id).path("schema").equals(body.path("schema"))) {
                send(exchange, 200, byId.get(id).deepCopy().put("id", id).toString());
                return;
            }
        }
        send(exchange, 404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
    }

    private void version(HttpExchange exchange, String subject, String version) throws IOException {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            send(exchange, 404, "{\"error_code\": 40401, \"message\": \"Subject not found\"}");
            return;
        }
        int number = version.equals("latest") ? versions.size() : Integer.parseInt(version);
        int id = versions.get(number - 1);
        send(
                exchange,
                200,
                byId.get(id).deepCopy().put("id", id).put("version", number).toString());
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
