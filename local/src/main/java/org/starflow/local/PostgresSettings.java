package org.starflow.local;

import java.util.Map;
import java.util.TreeMap;

/** A small server that still keeps what it has committed. */
final class PostgresSettings {

    private PostgresSettings() {}

    static Map<String, String> of(int port) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "port", Integer.toString(port),
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", "60",
                "shared_buffers", "64MB",
                "max_wal_size", "512MB",
                "wal_level", "minimal",
                "max_wal_senders", "0",
                "jit", "off",
                "timezone", "UTC"));
        settings.put("log_timezone", "UTC");
        settings.put("log_line_prefix", "%m [%p] ");
        return settings;
    }
}
