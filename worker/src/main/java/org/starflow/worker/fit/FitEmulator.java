package org.starflow.worker.fit;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.starflow.model.ModelPackage;
import org.starflow.model.emulator.Emulator;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The emulator for people who look at single spectra: on one CPU thread of its own, opened when it is first needed, one
 * star at a time, so that the stream never waits for a page.
 */
@ApplicationScoped
public class FitEmulator {
    private static final long PATIENCE_SECONDS = 5;

    private final Semaphore one = new Semaphore(1);
    private Emulator emulator;

    /**
     * Flux of a star, in units of the continuum, on the grid of the package; empty while others are served.
     *
     * @param labels 13 values in the order and the units of the package
     */
    public Optional<float[]> flux(ModelPackage model, double[] labels) throws InterruptedException {
        if (!one.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(emulator(model).flux(new double[][] {labels})[0]);
        } finally {
            one.release();
        }
    }

    private synchronized Emulator emulator(ModelPackage model) {
        if (emulator == null) {
            emulator = Emulator.open(model);
        }
        return emulator;
    }

    synchronized void close(@Observes ShutdownEvent event) {
        if (emulator != null) {
            emulator.close();
            emulator = null;
        }
    }
}
