package org.starflow.producer.simulate;

/** Shapes of FITS file that simulated spectra are written in; each asks something else of the reduction. */
public enum FitsShape {
    /** 4MOST L1: flux-calibrated, air, barycentric with a radial velocity that the file does not give. */
    FOURMOST,
    /** ESO science data product: flux-calibrated, vacuum, nm, barycentric with a radial velocity. */
    ESO,
    /** Image with one axis over both windows, 0 between them, errors in an extension: air, rest frame, normalised. */
    IMAGE
}
