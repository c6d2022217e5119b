package org.starflow.model.engine;

import org.starflow.model.ModelPackage;
import org.starflow.model.emulator.Emulation;
import org.starflow.model.emulator.Emulator;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.runtime.OrtThread;
import org.starflow.schemas.RejectCode;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens to a batch: network on the inference thread, summaries in Java, emulator on the inference thread,
 * re-simulation in Java. The Java stages share the spectra of a batch out over the engine's threads; each spectrum is
 * summed in its own order, so that the number of threads changes nothing.
 */
final class InferenceStages implements AutoCloseable {
    private final OrtThread thread;
    private final PosteriorGraph graph;
    private final Emulator emulator;
    private final Summariser summariser;
    private final Resimulation resimulation;
    private final Workers workers;

    InferenceStages(
            ModelPackage model, EngineOptions options, OrtThread thread, PosteriorGraph graph, Emulator emulator) {
        this.thread = thread;
        this.graph = graph;
        this.emulator = emulator;
        this.summariser = new Summariser(model.manifest(), options.keepSamples());
        this.resimulation = new Resimulation(model);
        this.workers = new Workers(options.threads());
    }

    List<InferenceOutcome> infer(List<ProjectedSpectrum> spectra) {
        return resimulate(spectra, summarise(spectra, sample(spectra)));
    }

    List<RawSamples> sample(List<ProjectedSpectrum> spectra) {
        return thread.call(() -> graph.run(spectra));
    }

    /** Null where the network gave numbers that are not finite. */
    List<Summary> summarise(List<ProjectedSpectrum> spectra, List<RawSamples> samples) {
        return workers.map(
                spectra.size(),
                i -> samples.get(i).finite() ? summariser.summarise(spectra.get(i), samples.get(i)) : null);
    }

    List<InferenceOutcome> resimulate(List<ProjectedSpectrum> spectra, List<Summary> summaries) {
        var stars = new ArrayList<double[]>(summaries.size());
        int[] star = new int[summaries.size()];
        for (int i = 0; i < star.length; i++) {
            boolean simulate = summaries.get(i) != null && summaries.get(i).map() != null;
            star[i] = simulate ? stars.size() : -1;
            if (simulate) {
                stars.add(summaries.get(i).map());
            }
        }
        List<Emulation> emulations = emulator.emulate(stars);
        return workers.map(
                star.length,
                i -> outcome(spectra.get(i), summaries.get(i), star[i] < 0 ? null : emulations.get(star[i])));
    }

    private InferenceOutcome outcome(ProjectedSpectrum spectrum, Summary summary, Emulation emulation) {
        if (summary == null) {
            return new InferenceOutcome.Failed(
                    RejectCode.INFERENCE_FAILED, "Network: expected finite samples and densities, found others");
        }
        return emulation == null
                ? summary.posterior()
                : resimulation.compare(summary.posterior(), spectrum, emulation.coefficients());
    }

    @Override
    public void close() {
        workers.close();
    }
}
