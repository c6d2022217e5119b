package org.starflow.sink.store;

import org.starflow.schemas.Label;
import org.starflow.schemas.ResultColumns;
import org.starflow.sink.record.ResultRecord;
import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;

import java.util.ArrayList;
import java.util.List;

/**
 * A result as a row.
 *
 * @param record the record that it comes from
 * @param content values of {@link ResultTable#CONTENT}, in order
 * @param hash SHA-256 of the content
 */
record ResultRow(ResultRecord record, List<Object> content, byte[] hash) {
    static ResultRow of(ResultRecord record) {
        List<Object> content = content(record.inference());
        return new ResultRow(record, content, ContentHash.of(content));
    }

    ResultKey key() {
        var model = record.inference().getModel();
        return new ResultKey(record.inference().getSpectrumId(), model.getName(), model.getVersion());
    }

    SourceOrder order() {
        return new SourceOrder(record.source(), record.inferredAt());
    }

    private static List<Object> content(Inference i) {
        var row = new ArrayList<Object>(ResultTable.CONTENT.size());
        row.add(i.getSpectrumId());
        row.add(i.getModel().getName());
        row.add(i.getModel().getVersion());
        row.add(i.getTargetId());
        row.add(i.getRa());
        row.add(i.getDec());
        row.add(i.getMjd());
        row.add(i.getSnr());
        row.add(i.getFlags());
        row.add(i.getFReject());
        row.add(i.getChi2());
        row.add(i.getChi2Dof());
        row.add(ResultColumns.reducedChi2(i));
        row.add(i.getCoverage());
        row.add(i.getNSamples());
        row.add(i.getNKept());
        row.add(i.getLogDensity());
        for (Label label : Label.values()) {
            addEstimate(row, i.getEstimates().get(label.key()));
        }
        row.add(PackedCorrelation.inColumnOrder(i.getCorrelation(), i.getLabelOrder()));
        row.add(i.getSource().getTopic());
        row.add(i.getSource().getPartition());
        row.add(i.getSource().getOffset());
        row.add(i.getModel().getSha256());
        var provenance = i.getProvenance();
        row.add(provenance.getFile());
        row.add(provenance.getFileSha256());
        row.add(provenance.getFileFormat());
        row.add(provenance.getUpstreamSoftware());
        row.add(provenance.getProducerVersion());
        row.add(ReductionJson.write(provenance.getReduction()));
        return row;
    }

    private static void addEstimate(List<Object> row, Estimate e) {
        row.add(e == null ? null : e.getMap());
        row.add(e == null ? null : e.getMean());
        row.add(e == null ? null : e.getStd());
        row.add(e == null ? null : e.getQ025());
        row.add(e == null ? null : e.getQ16());
        row.add(e == null ? null : e.getQ50());
        row.add(e == null ? null : e.getQ84());
        row.add(e == null ? null : e.getQ975());
        row.add(e == null ? null : e.getCorrected());
        row.add(e == null ? null : e.getFlags());
    }
}
