package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.SSLHandshakeException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class RegistryFailuresTest {
    static Stream<Throwable> network() {
        return Stream.of(
                new ConnectException("refused"),
                new SocketException("Connection reset"),
                new NoRouteToHostException(),
                new SocketTimeoutException(),
                new UnknownHostException("registry"),
                new SSLHandshakeException("expired"),
                new HttpTimeoutException("slow"),
                new TimeoutException());
    }

    @ParameterizedTest
    @MethodSource("network")
    void theNetworkIsNotTheRecordsFault(Throwable cause) {
        assertThat(RegistryFailures.away(new SerializationException("Error", new IOException(cause))))
                .isTrue();
    }

    static Stream<Throwable> bytes() {
        return Stream.of(
                new EOFException(), new IOException("Invalid int encoding"), new ArrayIndexOutOfBoundsException());
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void bytesThatDoNotDecodeAre(Throwable cause) {
        assertThat(RegistryFailures.away(new SerializationException("Error", cause)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unauthorized; error code: 401",
                "User cannot complete this operation.; error code: 40301",
                "Forbidden; error code: 403",
                "Too many requests; error code: 429",
                "Error in the backend data store; error code: 50001",
                "unexpected status 503"
            })
    void aRegistryThatRefusesUsOrFailsIsAskedAgain(String answer) {
        assertThat(RegistryFailures.away(new SerializationException("?", new RestClientException(answer))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Schema not found; error code: 40403", "Invalid schema; error code: 42201"})
    void aSchemaThatItDoesNotKnowIsTheRecordsFault(String answer) {
        assertThat(RegistryFailures.away(new SerializationException("?", new RestClientException(answer))))
                .isFalse();
    }

    @Test
    void theSameWordsInAnotherExceptionSayNothing() {
        assertThat(RegistryFailures.away(new SerializationException("error code: 503")))
                .isFalse();
    }

    /** Of the name of Confluent's. */
    private static final class RestClientException extends IOException {
        private static final long serialVersionUID = 1L;

        RestClientException(String message) {
            super(message);
        }
    }
}
