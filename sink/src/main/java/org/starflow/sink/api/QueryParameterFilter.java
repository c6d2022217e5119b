package org.starflow.sink.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Describes query parameters from the sets that requests are checked against. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class QueryParameterFilter implements OASFilter {
    private static final Set<String> INTEGERS = Set.of("limit", "flags_none");
    private static final Set<String> BOOLEANS = Set.of("good", "replayed");
    private static final Set<String> NUMBERS = Set.of("ra", "dec", "radius");
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "/api/v1/results", ResultQuery.KNOWN,
            "/api/v1/plot", ResultQuery.KNOWN,
            "/api/v1/search", SearchResource.PARAMETERS,
            "/api/v1/rejects", RejectsResource.LIST_PARAMETERS,
            "/api/v1/audit", AuditResource.PARAMETERS,
            "/api/v1/quarantine", QuarantineResource.PARAMETERS);

    @Override
    public void filterOpenAPI(OpenAPI api) {
        KNOWN.forEach((path, names) -> {
            var item = api.getPaths() == null ? null : api.getPaths().getPathItem(path);
            if (item != null && item.getGET() != null) {
                new TreeSet<>(names).forEach(name -> item.getGET().addParameter(parameter(name)));
            }
        });
    }

    private static Parameter parameter(String name) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .required(false)
                .schema(OASFactory.createSchema().type(List.of(type(name))));
    }

    private static Schema.SchemaType type(String name) {
        if (INTEGERS.contains(name)) {
            return Schema.SchemaType.INTEGER;
        }
        if (BOOLEANS.contains(name)) {
            return Schema.SchemaType.BOOLEAN;
        }
        boolean number = NUMBERS.contains(name) || name.endsWith("_min") || name.endsWith("_max");
        return number ? Schema.SchemaType.NUMBER : Schema.SchemaType.STRING;
    }
}
