package org.starflow.it.support;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stops the shared stack after the last test of a run. Registered for every test. */
public final class StopSharedStack implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(StopSharedStack.class))
                .computeIfAbsent("stop", _ -> (AutoCloseable) Stacks::stopShared);
    }
}
