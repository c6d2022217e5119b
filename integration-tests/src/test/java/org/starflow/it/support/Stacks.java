package org.starflow.it.support;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stacks for integration tests: child processes by default, containers with {@code -Dstarflow.it.stack=containers}
 * (profile {@code containers}).
 */
public final class Stacks {
    /** The start of this run names its folder. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final String RUN =
            LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Deque<Path> LOGS = new ArrayDeque<>();
    private static Stack shared;

    private Stacks() {}

    /**
     * The stack that all tests of this run share; started at the first call, stopped after the last test. Do not close it,
     * leave every component running, and expect records and rows of other tests: use topics, groups and ids of your own.
     */
    public static synchronized Stack shared() {
        if (shared == null) {
            shared = start("shared");
            Runtime.getRuntime().addShutdownHook(new Thread(Stacks::stopShared, "stop-shared-stack"));
        }
        return shared;
    }

    static synchronized void stopShared() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    /** A stack for the caller alone, who closes it. */
    public static Stack fresh(String name) {
        return start(name);
    }

    /** Whether stacks run in containers. */
    public static boolean inContainers() {
        return switch (kind()) {
            case "embedded" -> false;
            case "containers" -> true;
            default ->
                throw new IllegalStateException("starflow.it.stack: expected embedded or containers, found " + kind());
        };
    }

    private static String kind() {
        return System.getProperty("starflow.it.stack", "embedded");
    }

    private static Stack start(String name) {
        var home = Project.work().resolve(RUN).resolve(COUNT.incrementAndGet() + "-" + name);
        remember(home.resolve("logs"));
        return inContainers() ? ContainerStack.start(home) : EmbeddedStack.start(home);
    }

    private static void remember(Path logs) {
        synchronized (LOGS) {
            LOGS.addFirst(logs);
        }
    }

    /** Log folders of the stacks of this run, newest first. */
    static List<Path> logs() {
        synchronized (LOGS) {
            return List.copyOf(LOGS);
        }
    }
}
