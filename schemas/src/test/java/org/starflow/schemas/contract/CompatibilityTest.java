package org.starflow.schemas.contract;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** FULL_TRANSITIVE: the current schema and every earlier version read each other. */
class CompatibilityTest {
    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void theNewestKeptVersionIsTheCurrentSchema(Contract contract) throws IOException {
        List<Path> versions = contract.versions();
        assertThat(Contract.json(versions.getLast()))
                .as(
                        "%s.avsc has changed since v%d: keep it as v%d (see KeepVersion)",
                        contract, versions.size(), versions.size() + 1)
                .isEqualTo(contract.currentText());
    }

    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void everyEarlierVersionAndTheCurrentReadEachOther(Contract contract) throws IOException {
        assertThat(contract.versions()).isNotEmpty();
        for (Path version : contract.versions()) {
            assertThat(incompatibilities(Contract.parse(version), contract.current()))
                    .as(version.toString())
                    .isEmpty();
        }
    }

    @Test
    void theRuleSeesWhatBreaksSubscribers() throws IOException {
        // Given
        Schema now = star("{\"name\":\"teff\",\"type\":\"double\"}");
        String text = "{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}";
        // Then
        assertThat(incompatibilities(now, star("{\"name\":\"teff\",\"type\":\"double\"}," + text)))
                .isEmpty();
        assertThat(incompatibilities(
                        now, star("{\"name\":\"teff\",\"type\":\"double\"},{\"name\":\"logg\",\"type\":\"double\"}")))
                .isNotEmpty();
        assertThat(incompatibilities(now, star(text))).isNotEmpty();
        assertThat(incompatibilities(now, star("{\"name\":\"teff\",\"type\":\"float\"}")))
                .isNotEmpty();
    }

    private static Schema star(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Star\",\"namespace\":\"t\",\"fields\":[" + fields + "]}");
    }

    private static List<String> incompatibilities(Schema one, Schema other) {
        return List.of(
                        SchemaCompatibility.checkReaderWriterCompatibility(one, other),
                        SchemaCompatibility.checkReaderWriterCompatibility(other, one))
                .stream()
                .filter(c -> c.getType() != SchemaCompatibilityType.COMPATIBLE)
                .map(c -> c.getResult().getIncompatibilities().toString())
                .toList();
    }
}
