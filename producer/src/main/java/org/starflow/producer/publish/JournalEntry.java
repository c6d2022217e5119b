package org.starflow.producer.publish;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One line of the journal: a spectrum that the broker has acknowledged.
 *
 * @param cluster Kafka cluster id
 * @param topic where it lies
 * @param fileSha256 SHA-256 of its file
 * @param spectrumId its identifier
 * @param partition where it lies
 * @param offset where it lies
 * @param epochMillis when it was acknowledged
 */
record JournalEntry(
        String cluster,
        String topic,
        String fileSha256,
        String spectrumId,
        int partition,
        long offset,
        long epochMillis) {
    private static final String VERSION = "1";
    private static final int FIELDS = 9;

    /** What makes a spectrum the same one. */
    String key() {
        return key(cluster, topic, fileSha256, spectrumId);
    }

    static String key(String cluster, String topic, String fileSha256, String spectrumId) {
        return String.join("\t", cluster, topic, fileSha256, clean(spectrumId));
    }

    /** A line without its line feed: fields between tabs, the last a CRC-32 of those before it. */
    String line() {
        String fields = String.join(
                "\t",
                VERSION,
                cluster,
                topic,
                fileSha256,
                clean(spectrumId),
                Integer.toString(partition),
                Long.toString(offset),
                Long.toString(epochMillis));
        return fields + "\t" + crc(fields);
    }

    /** Nothing for a torn or foreign line. */
    static Optional<JournalEntry> parse(String line) {
        String[] f = line.split("\t", -1);
        int last = line.lastIndexOf('\t');
        if (f.length != FIELDS
                || !VERSION.equals(f[0])
                || !crc(line.substring(0, last)).equals(f[FIELDS - 1])) {
            return Optional.empty();
        }
        return Optional.of(new JournalEntry(
                f[1], f[2], f[3], f[4], Integer.parseInt(f[5]), Long.parseLong(f[6]), Long.parseLong(f[7])));
    }

    private static String clean(String text) {
        return text.replaceAll("[\\t\\r\\n]", " ");
    }

    private static String crc(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
