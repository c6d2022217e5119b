package org.starflow.schemas.contract;

import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The house rules of the schemas: a unit for every field, null for what is unknown, one stable namespace. */
class SchemaRulesTest {
    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void everyFieldSaysItsUnit(Contract contract) {
        fields(contract.current())
                .forEach((name, field) ->
                        assertThat(field.doc()).as(name).isNotNull().containsPattern("(No unit\\.|Unit: \\S.*\\.)"));
    }

    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void optionalIsNullFirstWithDefaultNull(Contract contract) {
        fields(contract.current()).forEach((name, field) -> {
            if (field.schema().isUnion()) {
                assertThat(field.schema().getTypes()).as(name).hasSize(2);
                assertThat(field.schema().getTypes().getFirst().getType())
                        .as(name)
                        .isEqualTo(Schema.Type.NULL);
                assertThat(field.defaultVal()).as(name).isEqualTo(JsonProperties.NULL_VALUE);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("org.starflow.schemas.contract.Contract#all")
    void everyTypeIsDocumentedInTheStableNamespace(Contract contract) {
        var types = named(contract.current());
        assertThat(types).isNotEmpty();
        for (Schema type : types) {
            assertThat(type.getNamespace()).as(type.getFullName()).isEqualTo("org.starflow.v1");
            assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
            if (type.getType() == Schema.Type.ENUM) {
                assertThat(type.getEnumDefault()).as(type.getFullName()).isEqualTo("UNKNOWN");
            }
        }
    }

    private static Map<String, Schema.Field> fields(Schema schema) {
        var fields = new LinkedHashMap<String, Schema.Field>();
        for (Schema type : named(schema)) {
            if (type.getType() == Schema.Type.RECORD) {
                type.getFields().forEach(field -> fields.put(type.getName() + "." + field.name(), field));
            }
        }
        return fields;
    }

    private static Collection<Schema> named(Schema schema) {
        var found = new LinkedHashMap<String, Schema>();
        collect(schema, found);
        return found.values();
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM, FIXED -> found.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(type -> collect(type, found));
            default -> {}
        }
    }
}
