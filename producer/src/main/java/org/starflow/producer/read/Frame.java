package org.starflow.producer.read;

/** What a file says of the frame of its wavelengths. */
public enum Frame {
    /** The rest frame of the star (SPECSYS = SOURCE). */
    REST,
    /** Another frame: that of the observatory, the Earth or the barycentre. */
    NOT_REST,
    /** The file does not say. */
    UNSTATED
}
