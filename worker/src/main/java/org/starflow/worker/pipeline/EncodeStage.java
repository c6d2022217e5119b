package org.starflow.worker.pipeline;

import org.starflow.schemas.RejectCode;
import org.starflow.worker.WorkerException;

import java.util.ArrayList;
import java.util.function.Consumer;

/** Turns outcomes into records while the commit stage waits for the broker. */
final class EncodeStage implements Stage<OutcomeBatch> {
    private final ResultRecords results;
    private final RejectRecords rejects;
    private final RegistryPatience patience;
    private final Consumer<EncodedBatch> next;

    EncodeStage(ResultRecords results, RejectRecords rejects, RegistryPatience patience, Consumer<EncodedBatch> next) {
        this.results = results;
        this.rejects = rejects;
        this.patience = patience;
        this.next = next;
    }

    @Override
    public void process(OutcomeBatch batch) throws InterruptedException {
        long start = System.nanoTime();
        var outbound = new ArrayList<Outbound>(batch.outcomes().size());
        for (Outcome outcome : batch.outcomes()) {
            outbound.add(
                    switch (outcome) {
                        case Inferred inferred -> patience.call(() -> encode(inferred));
                        case Refused refused -> new Outbound(refused, rejects.record(refused));
                    });
        }
        batch.origin().worked("encode", start, System.nanoTime());
        next.accept(new EncodedBatch(batch.origin(), outbound));
    }

    @Override
    public boolean waiting() {
        return patience.waiting();
    }

    private Outbound encode(Inferred inferred) {
        try {
            return new Outbound(inferred, results.record(inferred));
        } catch (RegistryAwayException | WorkerException e) {
            throw e;
        } catch (RuntimeException e) {
            var refused = new Refused(
                    inferred.source(),
                    RejectCode.INFERENCE_FAILED,
                    "The result cannot be written: " + e.getMessage(),
                    e);
            return new Outbound(refused, rejects.record(refused));
        }
    }
}
