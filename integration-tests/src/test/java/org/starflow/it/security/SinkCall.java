package org.starflow.it.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A question to the sink of a secured stack, by nobody in particular. Only the head of a request is sent: a server that
 * refuses a body closes the connection, and a client that is still sending it may never see the answer.
 */
record SinkCall(SecureStack stack) {
    private static final int PATIENCE_MILLIS = (int) Duration.ofMinutes(1).toMillis();

    /** Status of the answer to a GET of a path. */
    int get(String path) throws IOException {
        return status("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    }

    /** Status of the answer to a POST that announces so many bytes. */
    int post(String path, int bytes) throws IOException {
        return status("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " + bytes
                + "\r\n\r\n");
    }

    private int status(String head) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.port("sink"))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        }
    }
}
