package org.starflow.model.engine;

import org.starflow.model.DecodedSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.SpectrumDecoder;
import org.starflow.model.TestSpectra;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.v1.Spectrum;

import java.util.List;

/** Simulated spectra on their way into an engine. */
final class EngineSpectra {
    private EngineSpectra() {}

    static List<ProjectedSpectrum> projected(ModelPackage model, InferenceEngine engine, int n) {
        return new TestSpectra(model)
                .stars(n, 17).stream().map(s -> project(model, engine, s)).toList();
    }

    static ProjectedSpectrum project(ModelPackage model, InferenceEngine engine, Spectrum spectrum) {
        var valid = (DecodedSpectrum.Valid) new SpectrumDecoder(model).decode(spectrum);
        return (ProjectedSpectrum) engine.project(valid.grid());
    }
}
