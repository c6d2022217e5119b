package org.starflow.model.engine;

import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.starflow.model.InferenceRecords;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestSpectra;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The same spectrum must give the same bytes alone and in any place of any batch. */
final class ByteIdentity {
    private final ModelPackage model;
    private final InferenceRecords records;
    private final List<Spectrum> spectra;

    ByteIdentity(ModelPackage model, int stars) {
        this.model = model;
        this.records = new InferenceRecords(model, "1", ExecutionProvider.CPU);
        this.spectra = new TestSpectra(model).stars(stars, 23);
    }

    /** Bytes of the record of every spectrum, each inferred alone. */
    List<byte[]> alone(InferenceEngine engine) {
        return spectra.stream().map(s -> bytes(engine, List.of(s)).getFirst()).toList();
    }

    /** Shuffles the spectra into batches of random size and compares. */
    void check(InferenceEngine engine, List<byte[]> alone, int largest, int rounds) {
        var random = new Random(29);
        for (int round = 0; round < rounds; round++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, spectra.size()).boxed().toList());
            Collections.shuffle(order, random);
            for (int from = 0; from < order.size(); ) {
                int to = Math.min(order.size(), from + 1 + random.nextInt(largest));
                List<Integer> batch = order.subList(from, to);
                List<byte[]> together =
                        bytes(engine, batch.stream().map(spectra::get).toList());
                for (int i = 0; i < batch.size(); i++) {
                    assertThat(together.get(i))
                            .as("spectrum %d in place %d of %d", batch.get(i), i, batch.size())
                            .isEqualTo(alone.get(batch.get(i)));
                }
                from = to;
            }
        }
    }

    private List<byte[]> bytes(InferenceEngine engine, List<Spectrum> batch) {
        var projected =
                batch.stream().map(s -> EngineSpectra.project(model, engine, s)).toList();
        List<InferenceOutcome> outcomes = engine.infer(projected);
        var bytes = new ArrayList<byte[]>();
        for (int i = 0; i < batch.size(); i++) {
            bytes.add(encode(records.toAvro(batch.get(i), InferenceRecords.noPosition(), (Posterior) outcomes.get(i))));
        }
        return bytes;
    }

    private static byte[] encode(Inference inference) {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new SpecificDatumWriter<>(Inference.class).write(inference, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
