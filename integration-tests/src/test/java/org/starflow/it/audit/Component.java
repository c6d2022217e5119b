package org.starflow.it.audit;

import java.nio.file.Path;

/**
 * A Java archive that Starflow ships or runs, by its Maven coordinates.
 *
 * @param group group id; empty where the archive does not say
 * @param artifact artifact id
 * @param version version
 * @param file where it lies
 */
record Component(String group, String artifact, String version, Path file) {

    /** {@code group:artifact}, the name of a package in the ecosystem Maven of OSV. */
    String name() {
        return group + ":" + artifact;
    }

    /** Package URL. */
    String purl() {
        return "pkg:maven/" + group + "/" + artifact + "@" + version;
    }
}
