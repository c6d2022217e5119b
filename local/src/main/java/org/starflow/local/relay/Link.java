package org.starflow.local.relay;

import org.starflow.local.relay.Trap.Moment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection through a relay, with a thread for each direction. */
final class Link {

    private static final int CHUNK = 1 << 16;
    private static final int MAX_FRAME = 64 << 20;
    private static final long ANSWER_SECONDS = 5;

    private final Relay relay;
    private final boolean kafka;
    private final Socket client;
    private final Socket server;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile String name = "";
    private volatile boolean swallow;

    Link(Relay relay, boolean kafka, Socket client, Socket server) throws IOException {
        this.relay = relay;
        this.kafka = kafka;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        Thread.ofVirtual().start(() -> pump(kafka ? this::requests : this::bytes));
        Thread.ofVirtual().start(() -> pump(this::answers));
    }

    /** {@code client.id}, once the client has said it. */
    String client() {
        return name;
    }

    @FunctionalInterface
    private interface Direction {
        void run() throws IOException, InterruptedException;
    }

    private void pump(Direction direction) {
        try {
            direction.run();
            end();
        } catch (IOException e) {
            // Cut, or a side that is gone without a word: so is the other then.
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private void requests() throws IOException, InterruptedException {
        var in = new DataInputStream(client.getInputStream());
        var out = new DataOutputStream(server.getOutputStream());
        while (true) {
            int length = in.readInt();
            if (length < 0 || length > MAX_FRAME) {
                throw new IOException("a frame of " + length + " bytes");
            }
            byte[] frame = in.readNBytes(length);
            KafkaRequest request = KafkaRequest.parse(frame);
            if (request != null) {
                name = request.clientId();
            }
            Trap trap = request == null ? null : relay.sprungBy(request);
            if (trap == null) {
                forward(out, frame);
            } else if (!spring(trap, request, out, frame)) {
                reset();
                return;
            }
        }
    }

    private void forward(DataOutputStream out, byte[] frame) throws IOException, InterruptedException {
        relay.awaitPass(name);
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    /** Whether the connection goes on. */
    private boolean spring(Trap trap, KafkaRequest request, DataOutputStream out, byte[] frame)
            throws IOException, InterruptedException {
        boolean after = trap.moment() == Moment.AFTER;
        if (after) {
            swallow = true;
            forward(out, frame);
            boolean seen = answered.await(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (!seen) {
                trap.sprung().completeExceptionally(new IOException("The broker gave no answer to " + request));
                return false;
            }
        }
        boolean goesOn = trap.action().run();
        trap.sprung().complete(request);
        if (after || !goesOn) {
            return false;
        }
        forward(out, frame);
        return true;
    }

    private void bytes() throws IOException, InterruptedException {
        copy(client.getInputStream(), server.getOutputStream());
    }

    private void answers() throws IOException, InterruptedException {
        copy(server.getInputStream(), client.getOutputStream());
    }

    private void copy(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            relay.awaitPass(name);
            if (swallow) {
                answered.countDown();
            } else {
                out.write(chunk, 0, n);
                out.flush();
            }
        }
    }

    /** Ends both sides; what was written still arrives. */
    private void end() {
        relay.ended(this);
        close(client, false);
        close(server, false);
    }

    /** Ends both sides at once. */
    void reset() {
        relay.ended(this);
        close(client, true);
        close(server, true);
    }

    private static void close(Socket socket, boolean abruptly) {
        try {
            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is closed already.
            return;
        }
    }
}
