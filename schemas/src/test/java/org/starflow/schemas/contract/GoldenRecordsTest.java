package org.starflow.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Records written with every version are read by the current generated classes, with the values they were given. */
class GoldenRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void everyVersionIsReadByTheCurrentClasses(Contract contract) throws IOException {
        assertThat(contract.golden()).hasSameSizeAs(contract.versions());
        for (Path folder : contract.golden()) {
            // Given
            JsonNode expected = Contract.json(folder.resolve(contract.name() + ".json"));
            // When
            List<GenericRecord> records = read(folder.resolve(contract.name() + ".avro"), contract);
            // Then
            assertThat(records).hasSize(expected.size());
            for (int i = 0; i < records.size(); i++) {
                JsonNode actual = JSON.readTree(AvroJson.text(records.get(i)));
                assertHolds(expected.get(i), actual, folder + "[" + i + "]");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void theNewestGoldenRecordsAreTheExamples(Contract contract) throws IOException {
        Path newest = contract.golden().getLast();
        assertThat(List.<Object>copyOf(read(newest.resolve(contract.name() + ".avro"), contract)))
                .isEqualTo(contract.examples());
    }

    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void theSchemaBesideThemIsTheKeptOne(Contract contract) throws IOException {
        for (int i = 0; i < contract.golden().size(); i++) {
            assertThat(contract.golden().get(i).resolve(contract.name() + ".avsc"))
                    .hasSameTextualContentAs(contract.versions().get(i));
        }
    }

    private static List<GenericRecord> read(Path file, Contract contract) throws IOException {
        var records = new ArrayList<GenericRecord>();
        try (var reader =
                new DataFileReader<GenericRecord>(file.toFile(), new SpecificDatumReader<>(null, contract.current()))) {
            reader.forEach(records::add);
        }
        return records;
    }

    /** Every value of the golden record is there; fields that came later are null. */
    private static void assertHolds(JsonNode expected, JsonNode actual, String where) {
        if (expected.isObject()) {
            assertThat(actual.isObject()).as(where).isTrue();
            actual.properties().forEach(field -> {
                String inside = where + "." + field.getKey();
                if (expected.has(field.getKey())) {
                    assertHolds(expected.get(field.getKey()), field.getValue(), inside);
                } else {
                    assertThat(field.getValue().isNull()).as(inside).isTrue();
                }
            });
            expected.fieldNames()
                    .forEachRemaining(name ->
                            assertThat(actual.has(name)).as(where + "." + name).isTrue());
        } else if (expected.isArray()) {
            assertThat(actual).as(where).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(expected.get(i), actual.get(i), where + "[" + i + "]");
            }
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }
}
