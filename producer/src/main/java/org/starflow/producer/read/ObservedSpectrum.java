package org.starflow.producer.read;

import java.nio.file.Path;
import java.util.List;

/**
 * A spectrum as it lies in a file.
 *
 * @param path the file
 * @param sha256 SHA-256 of the file, lower-case hex
 * @param format shape it was read as
 * @param header what the file says
 * @param pixels its pixels, wavelengths in Å, medium and frame as in the header
 * @param notes what was assumed or mended while reading, one sentence each
 */
public record ObservedSpectrum(
        Path path, String sha256, FileFormat format, SpectrumHeader header, Pixels pixels, List<String> notes) {
    /** Copies the notes. */
    public ObservedSpectrum {
        notes = List.copyOf(notes);
    }
}
