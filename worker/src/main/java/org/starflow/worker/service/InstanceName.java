package org.starflow.worker.service;

import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Name of this worker among those of its group: stable over restarts, so that a restart ends its own open transaction. */
final class InstanceName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private InstanceName() {}

    /**
     * The configured name, or {@code host-port}: two workers on one host have different ports. With port 0, which is
     * another one each time, the name is random.
     */
    static String of(Optional<String> configured, int httpPort) {
        String name = configured.orElseGet(() -> httpPort == 0 ? random() : host() + "-" + httpPort);
        if (!NAME.matcher(name).matches()) {
            throw new WorkerException(
                    ExitCode.ENVIRONMENT,
                    "starflow.worker.instance: expected up to 100 letters, digits, dots, dashes and underscores, found "
                            + name + ".");
        }
        return name;
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return random();
        }
    }
}
