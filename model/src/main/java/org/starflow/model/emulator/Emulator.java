package org.starflow.model.emulator;

import org.starflow.model.ModelPackage;
import org.starflow.model.projection.Basis;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.model.runtime.OrtThread;

import java.util.Arrays;
import java.util.List;

/**
 * Labels → normalised flux on the model grid, at the resolving power of the grid, rotated by v_broad, without noise.
 * Thread-safe; every run has the same shape, so that a flux never depends on what shares a call.
 */
public final class Emulator implements AutoCloseable {
    private final Basis basis;
    private final OrtThread thread;
    private final boolean ownsThread;
    private final EmulatorGraph graph;

    private Emulator(Basis basis, OrtThread thread, boolean ownsThread, EmulatorGraph graph) {
        this.basis = basis;
        this.thread = thread;
        this.ownsThread = ownsThread;
        this.graph = graph;
    }

    /**
     * Opens the emulator of a package on one CPU thread.
     *
     * @throws org.starflow.model.ModelPackageException if the graph is not as the package format says
     */
    public static Emulator open(ModelPackage model) {
        var thread = new OrtThread("starflow-emulator");
        try {
            return open(model, ExecutionProvider.CPU, 1, 1, thread, true);
        } catch (RuntimeException e) {
            thread.close();
            throw e;
        }
    }

    /**
     * Opens it on the thread of an engine, which must outlive it.
     *
     * @param shape stars in one run of the graph
     */
    public static Emulator open(
            ModelPackage model, ExecutionProvider provider, int threads, int shape, OrtThread thread) {
        return open(model, provider, threads, shape, thread, false);
    }

    private static Emulator open(
            ModelPackage model, ExecutionProvider provider, int threads, int shape, OrtThread thread, boolean owns) {
        EmulatorGraph graph = thread.call(() -> EmulatorGraph.open(model, provider, threads, shape));
        return new Emulator(model.basis(), thread, owns, graph);
    }

    /**
     * Coefficients and error of each star.
     *
     * @param labels [B][13] in the units of the labels
     */
    public List<Emulation> emulate(List<double[]> labels) {
        return thread.call(() -> graph.run(labels));
    }

    /**
     * Flux of each star on the grid, in units of the continuum.
     *
     * @param labels [B][13] in the units of the labels
     * @return [B][pixels]
     */
    public float[][] flux(double[][] labels) {
        return emulate(Arrays.asList(labels)).stream()
                .map(e -> flux(e.coefficients()))
                .toArray(float[][]::new);
    }

    private float[] flux(float[] coefficients) {
        double[] c = new double[coefficients.length];
        for (int k = 0; k < c.length; k++) {
            c[k] = coefficients[k];
        }
        double[] flux = new double[basis.pixels()];
        basis.reconstruct(c, flux);
        float[] rounded = new float[flux.length];
        for (int p = 0; p < flux.length; p++) {
            rounded[p] = (float) flux[p];
        }
        return rounded;
    }

    @Override
    public void close() {
        thread.call(() -> {
            graph.close();
            return null;
        });
        if (ownsThread) {
            thread.close();
        }
    }
}
