package org.starflow.sink.support;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.starflow.schemas.Label;
import org.starflow.sink.record.ResultRecord;
import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;
import org.starflow.v1.ModelReference;
import org.starflow.v1.SourcePosition;
import org.starflow.v1.SpectrumProvenance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Inferences with a different number in every field. */
public final class Inferences {
    private Inferences() {}

    public static Inference.Builder of(String spectrumId, int partition, long offset) {
        return Inference.newBuilder()
                .setSpectrumId(spectrumId)
                .setTargetId("target of " + spectrumId)
                .setRa(101.25)
                .setDec(-16.5)
                .setMjd(61000.125)
                .setSnr(73.5)
                .setFlags(0b1001)
                .setEstimates(estimates())
                .setLabelOrder(Arrays.stream(Label.values()).map(Label::key).toList())
                .setCorrelation(correlation(78))
                .setNSamples(1024)
                .setNKept(1000)
                .setFReject(0.0234375)
                .setLogDensity(12.5)
                .setCoverage(0.97)
                .setChi2(25000.5)
                .setChi2Dof(24000)
                .setSource(new SourcePosition("starflow.spectra", partition, offset))
                .setModel(new ModelReference("tiny", "1.2.3", "ab12", "0.1.0", "cpu"))
                .setProvenance(SpectrumProvenance.newBuilder()
                        .setFile(spectrumId + ".fits")
                        .setFileSha256("cd34")
                        .setFileFormat("ESO_SDP")
                        .setUpstreamSoftware("pipeline 3")
                        .setProducerVersion("0.1.0")
                        .setReduction(Map.of("medium", "vacuum to air", "continuum", "degree 5"))
                        .build());
    }

    public static ResultRecord record(Inference inference, long recordOffset) {
        var raw = new ConsumerRecord<byte[], byte[]>(
                "starflow.inferences",
                inference.getSource().getPartition(),
                recordOffset,
                1_800_000_000_000L + recordOffset,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return new ResultRecord(raw, inference, Optional.empty());
    }

    public static ByteBuffer correlation(int n) {
        var bytes = ByteBuffer.allocate(n * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            bytes.putFloat(i / 100f);
        }
        return bytes.flip();
    }

    private static Map<String, Estimate> estimates() {
        var estimates = new LinkedHashMap<String, Estimate>();
        for (Label label : Label.values()) {
            double x = 10 * (label.ordinal() + 1);
            estimates.put(
                    label.key(),
                    new Estimate(
                            label.unit(), x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7, x + 8, label.ordinal()));
        }
        return estimates;
    }
}
