package org.starflow.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a Quarkus jar.
 *
 * @param name of the process, in messages
 * @param jar {@code …/target/quarkus-app/quarkus-run.jar}
 * @param port HTTP port on 127.0.0.1, 0 for a command without one
 * @param jvmFlags such as {@code -Xmx512m}
 * @param properties system properties
 * @param environment added to that of this JVM
 * @param arguments of the command line
 * @param log file for its output, rotated at each start
 */
public record ServiceSpec(
        String name,
        Path jar,
        int port,
        List<String> jvmFlags,
        Map<String, String> properties,
        Map<String, String> environment,
        List<String> arguments,
        Path log) {

    public ServiceSpec {
        jvmFlags = List.copyOf(jvmFlags);
        properties = Map.copyOf(properties);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** A service with default flags and its log at {@code log}. */
    public static ServiceSpec of(String name, Path jar, int port, Path log) {
        return new ServiceSpec(name, jar, port, List.of("-Xmx512m"), Map.of(), Map.of(), List.of(), log);
    }

    public ServiceSpec withJvmFlags(List<String> value) {
        return new ServiceSpec(name, jar, port, value, properties, environment, arguments, log);
    }

    public ServiceSpec withProperties(Map<String, String> value) {
        return new ServiceSpec(name, jar, port, jvmFlags, value, environment, arguments, log);
    }

    public ServiceSpec withEnvironment(Map<String, String> value) {
        return new ServiceSpec(name, jar, port, jvmFlags, properties, value, arguments, log);
    }

    public ServiceSpec withArguments(List<String> value) {
        return new ServiceSpec(name, jar, port, jvmFlags, properties, environment, value, log);
    }

    public ServiceSpec withLog(Path value) {
        return new ServiceSpec(name, jar, port, jvmFlags, properties, environment, arguments, value);
    }

    Path directory() {
        return log.toAbsolutePath().getParent();
    }
}
