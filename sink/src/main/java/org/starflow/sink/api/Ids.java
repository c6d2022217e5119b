package org.starflow.sink.api;

import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.record.Storable;

/** Identifiers from the path of a request. */
final class Ids {
    private Ids() {}

    static String checked(String id) {
        if (id.length() > 500 || !Storable.plain(id)) {
            throw ProblemException.badRequest("An identifier is a text of at most 500 characters.");
        }
        return id;
    }
}
