package org.starflow.sink.api;

/** Names of files that are downloaded. */
final class Downloads {
    private Downloads() {}

    /** Content-Disposition of a file called after an identifier, of which only harmless characters are kept. */
    static String named(String id, String extension) {
        String plain = id.replaceAll("[^A-Za-z0-9._-]", "_");
        return "attachment; filename=\"%s.%s\"".formatted(plain.substring(0, Math.min(120, plain.length())), extension);
    }
}
