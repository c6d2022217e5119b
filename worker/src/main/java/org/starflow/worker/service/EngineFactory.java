package org.starflow.worker.service;

import org.starflow.model.GridSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.InferenceEngine;
import org.starflow.model.engine.InferenceOutcome;
import org.starflow.model.engine.SelfTestException;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;
import org.starflow.model.runtime.EngineException;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.pipeline.SpectrumEngine;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Opens the engine, runs it warm with every batch size it will see, and holds it to its golden figures. */
final class EngineFactory {
    private static final double WARM_UP_SNR = 100;

    private EngineFactory() {}

    static SpectrumEngine open(ModelPackage model, EngineOptions options) {
        try {
            var engine = InferenceEngine.open(model, options);
            warmUp(engine, model.pixels(), options.maxBatch());
            engine.selfTest();
            return adapt(engine);
        } catch (EngineException | SelfTestException e) {
            throw new WorkerException(ExitCode.ENVIRONMENT, e.getMessage(), e);
        }
    }

    /** A featureless spectrum, alone and as a whole batch. */
    private static void warmUp(InferenceEngine engine, int pixels, int maxBatch) {
        float[] flux = new float[pixels];
        Arrays.fill(flux, 1);
        if (engine.project(new GridSpectrum(FloatBuffer.wrap(flux), null, WARM_UP_SNR))
                instanceof ProjectedSpectrum projected) {
            engine.infer(List.of(projected));
            engine.infer(Collections.nCopies(maxBatch, projected));
        }
    }

    private static SpectrumEngine adapt(InferenceEngine engine) {
        return new SpectrumEngine() {
            @Override
            public Projection project(GridSpectrum spectrum) {
                return engine.project(spectrum);
            }

            @Override
            public List<InferenceOutcome> infer(List<ProjectedSpectrum> spectra) {
                return engine.infer(spectra);
            }

            @Override
            public void selfTest() {
                engine.selfTest();
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }
}
