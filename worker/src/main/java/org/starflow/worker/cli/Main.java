package org.starflow.worker.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.starflow.worker.ExitCode;

/** Starts the worker. */
@QuarkusMain
public final class Main {
    private static final String LOG_AS_JSON = "quarkus.log.console.json.enabled";
    private static final String LOG_AS_JSON_ENV = "QUARKUS_LOG_CONSOLE_JSON_ENABLED";

    private Main() {}

    /** Options are those of {@link CommandLine}. */
    public static void main(String... args) {
        var options = CommandLine.parse(args);
        if (options.message().isPresent()) {
            (options.usageError() ? System.err : System.out)
                    .println(options.message().get());
            System.exit(options.usageError() ? ExitCode.USAGE.code() : ExitCode.OK.code());
        }
        options.properties().forEach(System::setProperty);
        if (onTerminal() && System.getProperty(LOG_AS_JSON) == null && System.getenv(LOG_AS_JSON_ENV) == null) {
            System.setProperty(LOG_AS_JSON, "false");
        }
        Quarkus.run();
    }

    private static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
