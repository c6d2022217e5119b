package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.starflow.schemas.registry.RegistryException;
import org.starflow.schemas.registry.RegistryResponseException;
import org.starflow.schemas.registry.RegistryUnreachableException;
import org.starflow.schemas.registry.SchemaRegistryClient;
import org.starflow.schemas.registry.UnusableSchemaException;

import java.util.Set;

/** Asks the registry for the schema of a record and sorts its failures: the record's fault, or not. */
record SchemaLookup(SchemaRegistryClient registry) {
    /** Statuses of a registry that understood the question and cannot read the id. */
    private static final Set<Integer> BAD_ID = Set.of(400, 422);

    private static final int NOT_FOUND = 404;

    Schema schema(SchemaId schemaId) {
        try {
            return switch (schemaId) {
                case SchemaId.Id(int id)
                when id < 0 ->
                    throw new UnknownSchemaException(
                            "schema id " + id + " is negative: no registry gives such ids", null);
                case SchemaId.Id(int id) -> registry.schema(id);
                case SchemaId.Guid(var guid) -> registry.schema(guid);
            };
        } catch (RegistryException e) {
            throw failure(schemaId, e);
        }
    }

    private static RuntimeException failure(SchemaId schemaId, RegistryException e) {
        boolean recordsFault = switch (e) {
            case UnusableSchemaException unusable -> true;
            case RegistryUnreachableException unreachable -> false;
            // A registry without the GUID call answers 404 for every GUID: to retry would never end.
            case RegistryResponseException response ->
                response.isNotFound()
                        || BAD_ID.contains(response.status())
                        || (schemaId instanceof SchemaId.Guid && response.status() == NOT_FOUND);
        };
        return recordsFault
                ? new UnknownSchemaException(schemaId + ": " + e.getMessage(), e)
                : new RegistryUnavailableException(schemaId + ": " + e.getMessage(), e);
    }
}
