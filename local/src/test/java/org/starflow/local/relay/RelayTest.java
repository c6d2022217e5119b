package org.starflow.local.relay;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.starflow.local.relay.Trap.Moment;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server behind the relay answers each frame with its API key. */
class RelayTest {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 300;

    private final Relay relay = Relay.kafka("test");
    private final List<Short> arrived = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        relay.forwardTo(server.getLocalPort());
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        server.close();
    }

    @Test
    void forwardsRequestsAndAnswers() throws IOException {
        try (Client client = new Client("worker-1")) {
            // When
            client.send(3);

            // Then
            assertThat(client.answer()).isEqualTo(3);
        }
    }

    @Test
    void cutsOneClientAndNotTheOther() throws IOException {
        // Given
        try (Client cut = new Client("group-worker-1");
                Client other = new Client("group-worker-2")) {
            cut.send(1);
            other.send(1);
            cut.answer();
            other.answer();

            // When
            relay.set(Traffic.CUT, name -> name.endsWith("worker-1"));

            // Then
            assertThatThrownBy(cut::answer).isInstanceOf(IOException.class);
            other.send(2);
            assertThat(other.answer()).isEqualTo(2);
        }
        try (Client again = new Client("group-worker-1")) {
            assertThatThrownBy(() -> {
                        again.send(3);
                        again.answer();
                    })
                    .isInstanceOf(IOException.class);
            assertThat(arrived).doesNotContain((short) 3);
        }
    }

    @Test
    void whatIsStalledArrivesWhenItPassesAgain() throws IOException {
        // Given
        try (Client client = new Client("worker-1")) {
            relay.set(Traffic.STALL, _ -> true);
            client.send(5);
            client.socket.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(client::answer).isInstanceOf(SocketTimeoutException.class);

            // When
            relay.pass();

            // Then
            client.socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(client.answer()).isEqualTo(5);
        }
    }

    @Test
    void aTrapHoldsARequestBackBeforeTheServerSeesIt() throws Exception {
        // Given
        var trap = Trap.on(request -> request.apiKey() == KafkaRequest.END_TXN, Moment.BEFORE, () -> {
            assertThat(arrived).containsExactly((short) 0);
            return false;
        });
        relay.set(trap);
        try (Client client = new Client("worker-1")) {
            client.send(0);
            client.answer();

            // When
            client.send(KafkaRequest.END_TXN);

            // Then
            assertThat(trap.sprung().get(30, TimeUnit.SECONDS).clientId()).isEqualTo("worker-1");
            assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
            assertThat(arrived).containsExactly((short) 0);
        }
    }

    @Test
    void aTrapTakesTheAnswerAwayAfterTheServerHasGivenIt() throws Exception {
        // Given
        var trap = Trap.on(request -> request.apiKey() == KafkaRequest.END_TXN, Moment.AFTER, () -> false);
        relay.set(trap);
        try (Client client = new Client("worker-1")) {
            // When
            client.send(KafkaRequest.END_TXN);

            // Then
            trap.sprung().get(30, TimeUnit.SECONDS);
            assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(arrived).containsExactly(KafkaRequest.END_TXN));
        }
        // And: it springs once
        try (Client next = new Client("worker-1")) {
            next.send(KafkaRequest.END_TXN);
            assertThat(next.answer()).isEqualTo((int) KafkaRequest.END_TXN);
        }
    }

    @Test
    void withoutAServerTheClientIsReset() throws IOException {
        // Given
        server.close();

        // When
        try (Client client = new Client("worker-1")) {
            // Then
            assertThatThrownBy(() -> {
                        client.send(1);
                        client.answer();
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                short key = KafkaRequest.parse(in.readNBytes(in.readInt())).apiKey();
                arrived.add(key);
                out.writeShort(key);
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone.
            return;
        }
    }

    /** Says who it is in the head of each request, as Kafka's clients do. */
    private final class Client implements AutoCloseable {
        private final String name;
        private final Socket socket;

        Client(String name) throws IOException {
            this.name = name;
            this.socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        void send(int apiKey) throws IOException {
            var frame = new ByteArrayOutputStream();
            var out = new DataOutputStream(frame);
            byte[] id = name.getBytes(StandardCharsets.UTF_8);
            out.writeShort(apiKey);
            out.writeShort(1);
            out.writeInt(42);
            out.writeShort(id.length);
            out.write(id);
            out.write(new byte[100]);
            var socketOut = new DataOutputStream(socket.getOutputStream());
            socketOut.writeInt(frame.size());
            socketOut.write(frame.toByteArray());
            socketOut.flush();
        }

        int answer() throws IOException {
            return new DataInputStream(socket.getInputStream()).readShort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
