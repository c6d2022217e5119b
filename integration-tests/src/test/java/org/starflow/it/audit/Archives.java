package org.starflow.it.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the archives below a folder and tells what they are: by what Maven wrote into them, else by their name. */
final class Archives {
    private static final Pattern NAME = Pattern.compile("(.+?)-(\\d[\\w.+-]*?)\\.jar");
    private static final Pattern MAVEN = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    /** Archives without Maven's mark whose name does not tell the group, by the beginning of the name. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("caffeine", "com.github.ben-manes.caffeine"),
            Map.entry("hash4j", "com.dynatrace.hash4j"),
            Map.entry("jspecify", "org.jspecify"),
            Map.entry("kafka", "org.apache.kafka"),
            Map.entry("lz4-java", "at.yawk.lz4"),
            Map.entry("pcollections", "org.pcollections"),
            Map.entry("picocli", "info.picocli"),
            Map.entry("postgresql", "org.postgresql"),
            Map.entry("re2j", "com.google.re2j"),
            Map.entry("scala-library", "org.scala-lang"),
            Map.entry("scala-logging", "com.typesafe.scala-logging"),
            Map.entry("scala-reflect", "org.scala-lang"),
            Map.entry("snappy-java", "org.xerial.snappy"),
            Map.entry("xz", "org.tukaani"),
            Map.entry("zstd-jni", "com.github.luben"));

    private Archives() {}

    static List<Component> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Archives::identify)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Component identify(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        String prefix = name.matches() ? name.group(1) : file.getFileName().toString();
        String version = name.matches() ? name.group(2) : "";
        // Quarkus puts the group before the artifact: org.slf4j.slf4j-api-2.0.17.jar.
        for (Properties maven : maven(file)) {
            String group = maven.getProperty("groupId", "");
            String artifact = maven.getProperty("artifactId", "");
            if (prefix.equals(artifact) || prefix.equals(group + "." + artifact)) {
                return new Component(group, artifact, maven.getProperty("version", version), file);
            }
        }
        int dot = prefix.lastIndexOf('.');
        if (dot > 0 && !prefix.substring(dot + 1).matches("\\d.*")) {
            return new Component(prefix.substring(0, dot), prefix.substring(dot + 1), version, file);
        }
        return new Component(group(prefix), prefix, version, file);
    }

    private static String group(String artifact) {
        return GROUPS.entrySet().stream()
                .filter(known -> artifact.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static List<Properties> maven(Path file) {
        var found = new ArrayList<Properties>();
        try (var jar = new JarFile(file.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
                if (MAVEN.matcher(entry.getName()).matches()) {
                    var properties = new Properties();
                    try (var in = jar.getInputStream(entry)) {
                        properties.load(in);
                    }
                    found.add(properties);
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no readable archive", e);
        }
    }
}
