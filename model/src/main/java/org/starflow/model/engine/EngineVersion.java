package org.starflow.model.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Version of this software, as results carry it. */
public final class EngineVersion {
    private static final String RESOURCE = "/org/starflow/model/version.properties";

    private EngineVersion() {}

    /** For example {@code 0.1.0}. */
    public static String current() {
        try (InputStream in = EngineVersion.class.getResourceAsStream(RESOURCE)) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }
}
