package org.starflow.sink.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import org.starflow.sink.problem.ProblemException;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds the one result that a request about a spectrum means. */
@ApplicationScoped
class SpectrumPages {
    static final Set<String> PARAMETERS = Set.of("model", "version", "format");

    private final ResultCatalogue catalogue;

    SpectrumPages(ResultCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The result of a spectrum by the model and version of the query, or the latest. */
    Views.Result result(String id, MultivaluedMap<String, String> query) throws SQLException {
        var parameters = new Parameters(query, PARAMETERS);
        return catalogue.ofSpectrum(Ids.checked(id)).stream()
                .filter(r ->
                        parameters.text("model").map(r.model().name()::equals).orElse(true))
                .filter(r -> parameters
                        .text("version")
                        .map(r.model().version()::equals)
                        .orElse(true))
                .max(Comparator.comparing(r -> r.updatedAt() == null ? Instant.EPOCH : r.updatedAt()))
                .orElseThrow(
                        () -> ProblemException.notFound("There is no such result of the spectrum '%s'.".formatted(id)));
    }

    /** MAP by label key; 404 where every sample was rejected. */
    static Map<String, Double> map(Views.Result result) {
        var labels = new LinkedHashMap<String, Double>();
        result.labels().forEach((key, estimate) -> {
            if (estimate.map() == null) {
                throw ProblemException.notFound("The spectrum '%s' has no estimate of %s: there is nothing to simulate."
                        .formatted(result.spectrumId(), key));
            }
            labels.put(key, estimate.map());
        });
        return labels;
    }
}
