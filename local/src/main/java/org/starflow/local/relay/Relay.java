package org.starflow.local.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Takes connections on a free port of 127.0.0.1 and forwards them to another port there, as long as it is told to. One
 * made by {@link #kafka} knows the clients apart by their {@code client.id} and can spring a {@link Trap}.
 */
public final class Relay implements AutoCloseable {

    private static final Predicate<String> NOBODY = _ -> false;

    private final String name;
    private final ServerSocket server;
    private final boolean kafka;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Trap> trap = new AtomicReference<>();
    private volatile int target;
    private Traffic traffic = Traffic.PASS;
    private Predicate<String> concerned = NOBODY;

    private Relay(String name, boolean kafka) {
        this.name = name;
        this.kafka = kafka;
        try {
            this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("No port for the relay " + name, e);
        }
        Thread.ofPlatform().daemon().name("relay-" + name).start(this::accept);
    }

    /** For any protocol; every client's name is empty. */
    public static Relay plain(String name) {
        return new Relay(name, false);
    }

    /** For Kafka without TLS. */
    public static Relay kafka(String name) {
        return new Relay(name, true);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Where it forwards to; until this is called, connections are reset. */
    public void forwardTo(int port) {
        target = port;
    }

    /** From now on {@code traffic} holds for these clients, and {@link Traffic#PASS} for all others. */
    public synchronized void set(Traffic newTraffic, Predicate<String> clients) {
        traffic = newTraffic;
        concerned = clients;
        notifyAll();
        if (newTraffic == Traffic.CUT) {
            links.stream().filter(link -> clients.test(link.client())).forEach(Link::reset);
        }
    }

    /** Everybody passes. */
    public void pass() {
        set(Traffic.PASS, NOBODY);
    }

    /** Waits for a request. There is one trap at a time; null takes it away. */
    public void set(Trap newTrap) {
        trap.set(newTrap);
    }

    /** The trap that this request springs; null for none. */
    Trap sprungBy(KafkaRequest request) {
        Trap waiting = trap.get();
        boolean springs = waiting != null && waiting.request().test(request) && trap.compareAndSet(waiting, null);
        return springs ? waiting : null;
    }

    /** Blocks while the client is stalled. Throws when it is cut. */
    synchronized void awaitPass(String client) throws IOException, InterruptedException {
        while (traffic != Traffic.PASS && concerned.test(client)) {
            if (traffic == Traffic.CUT) {
                throw new SocketException("cut by the relay " + name);
            }
            wait();
        }
    }

    void ended(Link link) {
        links.remove(link);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                open(server.accept());
            } catch (IOException e) {
                // Closed, or a client that has gone again.
                continue;
            }
        }
    }

    private void open(Socket client) throws IOException {
        try {
            var link = new Link(this, kafka, client, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            link.start();
        } catch (IOException | IllegalArgumentException e) {
            // Nobody listens behind the relay: the client sees what it would see without one.
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay " + name + " does not close", e);
        }
        links.forEach(Link::reset);
    }
}
