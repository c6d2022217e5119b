package org.starflow.sink.audit;

import org.starflow.sink.store.Models;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which model versions an audit is about.
 *
 * @param model name, where the request gives one
 * @param version version, where the request gives one
 */
public record ModelChoice(Optional<String> model, Optional<String> version) {
    /** A group ends in model name, dash, version; a version begins with a digit. */
    private static final Pattern GROUP = Pattern.compile("(.+?)-(\\d.*)");

    /**
     * Chooses.
     *
     * @param known models that have sent something, the newest first
     * @param activeGroups workers' groups with members
     * @param prefix what their names begin with
     */
    List<Models.Name> of(List<Models.Name> known, Set<String> activeGroups, String prefix) {
        var chosen = new LinkedHashSet<Models.Name>();
        if (model.isPresent()) {
            known.stream()
                    .filter(m -> m.name().equals(model.get()))
                    .filter(m -> version.map(m.version()::equals).orElse(true))
                    .forEach(chosen::add);
            return List.copyOf(chosen);
        }
        var groups = new ArrayList<>(activeGroups);
        for (Models.Name name : known) {
            if (groups.remove(prefix + name.name() + "-" + name.version())) {
                chosen.add(name);
            }
        }
        for (String group : groups) {
            Matcher parts = GROUP.matcher(group.substring(prefix.length()));
            if (parts.matches()) {
                chosen.add(new Models.Name(parts.group(1), parts.group(2)));
            }
        }
        known.stream().findFirst().ifPresent(chosen::add);
        return List.copyOf(chosen);
    }
}
