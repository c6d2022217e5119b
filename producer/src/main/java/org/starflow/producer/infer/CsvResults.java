package org.starflow.producer.infer;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.starflow.schemas.ResultColumns;
import org.starflow.v1.Inference;

import java.io.IOException;

/** CSV with the columns of {@link ResultColumns}. */
final class CsvResults implements ResultWriter {
    private final CSVPrinter printer;

    CsvResults(Appendable out) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader(ResultColumns.all().toArray(String[]::new))
                .get();
        printer = new CSVPrinter(out, format);
    }

    @Override
    public void add(Inference inference) throws IOException {
        printer.printRecord(ResultColumns.row(inference));
        printer.flush();
    }

    @Override
    public void close() throws IOException {
        printer.flush();
    }
}
