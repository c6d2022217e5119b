package org.starflow.schemas.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Keeps the current schema of a record as a new version, with golden records. Not one of the tests: run it by name, with
 * the record and the version, after a change to its {@code .avsc}:
 *
 * <pre>./mvnw -pl schemas test -Dtest=KeepVersion -Dkeep.record=Spectrum -Dkeep.version=2</pre>
 */
class KeepVersion {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void keep(Contract contract) throws IOException {
        if (!contract.name().equals(System.getProperty("keep.record"))) {
            return;
        }
        int version = Integer.parseInt(System.getProperty("keep.version"));
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(contract.currentText()) + "\n";
        Path kept = contract.version(version);
        Path golden = contract.golden(version);
        Files.createDirectories(kept.getParent());
        Files.createDirectories(golden);
        Files.writeString(kept, text);
        Files.writeString(golden.resolve(contract.name() + ".avsc"), text);

        Schema schema = new Schema.Parser().parse(text);
        ArrayNode records = JSON.createArrayNode();
        // Fixed, so that the file is the same each time.
        byte[] sync = Arrays.copyOf(contract.name().getBytes(StandardCharsets.UTF_8), 16);
        try (var writer = new DataFileWriter<SpecificRecord>(new SpecificDatumWriter<>(contract.current()))) {
            writer.create(schema, Files.newOutputStream(golden.resolve(contract.name() + ".avro")), sync);
            for (SpecificRecord record : contract.examples()) {
                writer.append(record);
                records.add(JSON.readTree(AvroJson.text((GenericRecord) record)));
            }
        }
        Files.writeString(
                golden.resolve(contract.name() + ".json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(records) + "\n");
    }
}
