package org.starflow.local;

import java.util.Properties;

/** A second listener of the broker whose advertised address is that of a relay. */
final class RelayedListener {

    private static final String NAME = "RELAYED";

    private RelayedListener() {}

    static void add(Properties settings, int port, int relayPort) {
        append(settings, "listeners", NAME + "://127.0.0.1:" + port);
        append(settings, "advertised.listeners", NAME + "://127.0.0.1:" + relayPort);
        append(settings, "listener.security.protocol.map", NAME + ":PLAINTEXT");
    }

    private static void append(Properties settings, String key, String value) {
        settings.setProperty(key, settings.getProperty(key) + "," + value);
    }
}
