package org.starflow.it.upgrade;

import org.apache.avro.Schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Earlier and later editions of a contract: the same record with fewer or more optional fields. */
final class EvolvedSchemas {
    private EvolvedSchemas() {}

    /** As it was before these optional fields came. */
    static Schema before(Schema schema, String... fields) {
        Set<String> dropped = Set.copyOf(Arrays.asList(fields));
        List<Schema.Field> kept = schema.getFields().stream()
                .filter(field -> !dropped.contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        if (kept.size() != schema.getFields().size() - dropped.size()) {
            throw new IllegalArgumentException(schema.getName() + " has not all of " + dropped);
        }
        return record(schema, kept);
    }

    /** As it will be when an optional text has come. */
    static Schema after(Schema schema, String field) {
        List<Schema.Field> fields = new ArrayList<>(schema.getFields().stream()
                .map(known -> new Schema.Field(known, known.schema()))
                .toList());
        Schema optional = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        fields.add(new Schema.Field(field, optional, "Added later. No unit.", Schema.Field.NULL_DEFAULT_VALUE));
        return record(schema, fields);
    }

    private static Schema record(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
