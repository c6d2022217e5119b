package org.starflow.producer.infer;

import org.starflow.model.DecodedSpectrum;
import org.starflow.model.InferenceRecords;
import org.starflow.model.SpectrumDecoder;
import org.starflow.model.engine.InferenceEngine;
import org.starflow.model.engine.InferenceOutcome;
import org.starflow.model.engine.Posterior;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;
import org.starflow.producer.read.ReadFailure;
import org.starflow.producer.read.SpectrumReader;
import org.starflow.producer.reduce.Reducer;
import org.starflow.producer.reduce.ReductionOptions;
import org.starflow.producer.reduce.ReductionRefused;
import org.starflow.v1.Spectrum;

import java.nio.file.Path;
import java.util.List;

/** File → posterior without Kafka: the readers and the reduction of {@code send}, the engine of the worker. */
public final class FileInference {
    private final Reducer reducer;
    private final ReductionOptions options;
    private final SpectrumDecoder decoder;
    private final InferenceEngine engine;
    private final InferenceRecords records;

    /** Uses an engine that somebody else closes. */
    public FileInference(
            Reducer reducer,
            ReductionOptions options,
            SpectrumDecoder decoder,
            InferenceEngine engine,
            InferenceRecords records) {
        this.reducer = reducer;
        this.options = options;
        this.decoder = decoder;
        this.engine = engine;
        this.records = records;
    }

    /** Infers one file. One thread at a time. */
    public InferredFile infer(Path file) {
        try {
            Spectrum spectrum = reducer.reduce(SpectrumReader.read(file), options);
            return switch (decoder.decode(spectrum)) {
                case DecodedSpectrum.Invalid i -> refused(file, i.code() + ": " + i.message());
                case DecodedSpectrum.Valid valid ->
                    switch (engine.project(valid.grid())) {
                        case Projection.Refused r -> refused(file, r.code() + ": " + r.message());
                        case ProjectedSpectrum projected -> outcome(file, spectrum, projected);
                    };
            };
        } catch (ReadFailure e) {
            return new InferredFile.Refused(file, e.getMessage());
        } catch (ReductionRefused e) {
            return refused(file, e.getMessage());
        }
    }

    private InferredFile outcome(Path file, Spectrum spectrum, ProjectedSpectrum projected) {
        return switch (engine.infer(List.of(projected)).getFirst()) {
            case InferenceOutcome.Failed failed -> refused(file, failed.code() + ": " + failed.message());
            case Posterior posterior ->
                new InferredFile.Done(
                        file, records.toAvro(spectrum, InferenceRecords.noPosition(), posterior), posterior.samples());
        };
    }

    private static InferredFile refused(Path file, String reason) {
        return new InferredFile.Refused(file, file + ": " + reason);
    }
}
