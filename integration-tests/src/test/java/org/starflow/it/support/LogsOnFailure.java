package org.starflow.it.support;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Says where the logs of stacks and services lie when a test has failed. Registered for every test. */
public final class LogsOnFailure implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        // Surefire leaves report entries out of the console; a person reads that first.
        Stacks.logs().forEach(logs -> System.err.println(context.getDisplayName() + " failed; logs: " + logs));
    }
}
