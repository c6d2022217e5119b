package org.starflow.local.state;

import com.fasterxml.jackson.core.type.TypeReference;
import org.starflow.local.process.Ports;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Ports of a home folder by name: the same at every start as long as nobody else has taken them. */
public final class PortBook {

    private final Path file;
    private final Map<String, Integer> remembered;
    private final Map<String, Integer> given = new ConcurrentHashMap<>();

    private PortBook(Path file, Map<String, Integer> remembered) {
        this.file = file;
        this.remembered = new ConcurrentHashMap<>(remembered);
    }

    public static PortBook of(Home home) {
        Path file = home.path().resolve("ports.json");
        return new PortBook(
                file,
                JsonFile.read(file, new TypeReference<Map<String, Integer>>() {})
                        .orElse(Map.of()));
    }

    /** The port of that name; asked again, the same one. */
    public synchronized int of(String name) {
        return of(name, 0);
    }

    /** As {@link #of(String)}, with a port to prefer the first time. */
    public synchronized int of(String name, int preferred) {
        return given.computeIfAbsent(name, key -> choose(key, preferred));
    }

    /** The port of that name at the last start; nothing is given out. */
    public Optional<Integer> remembered(String name) {
        return Optional.ofNullable(remembered.get(name));
    }

    private int choose(String name, int preferred) {
        int port = Ports.freeOr(remembered.getOrDefault(name, preferred));
        while (given.containsValue(port)) {
            port = Ports.free();
        }
        remembered.put(name, port);
        JsonFile.write(file, new TreeMap<>(remembered));
        return port;
    }
}
