package org.starflow.it.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A TCP socket that accepts connections, as Linux shows it in {@code /proc}.
 *
 * @param pid of its process
 * @param address on which it listens
 * @param port on which it listens
 */
record ListeningSocket(long pid, InetAddress address, int port) {
    private static final String LISTEN = "0A";

    static List<ListeningSocket> of(Collection<Long> pids) {
        Map<String, Long> owners = new HashMap<>();
        pids.forEach(pid -> inodes(pid).forEach(inode -> owners.put(inode, pid)));
        var sockets = new ArrayList<ListeningSocket>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String[] row : rows(Path.of(table))) {
                if (row[3].equals(LISTEN) && owners.containsKey(row[9])) {
                    int colon = row[1].indexOf(':');
                    sockets.add(new ListeningSocket(
                            owners.get(row[9]),
                            address(row[1].substring(0, colon)),
                            Integer.parseInt(row[1].substring(colon + 1), 16)));
                }
            }
        }
        return sockets;
    }

    private static List<String[]> rows(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .toList();
        } catch (NoSuchFileException e) {
            // A machine without IPv6.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Groups of four bytes in the order of the machine. */
    private static InetAddress address(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        var network = ByteBuffer.allocate(bytes.length);
        var kernel = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        while (kernel.hasRemaining()) {
            network.putInt(kernel.getInt());
        }
        try {
            return InetAddress.getByAddress(network.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> inodes(long pid) {
        var inodes = new ArrayList<String>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                var target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (NoSuchFileException e) {
            // It has just ended.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
