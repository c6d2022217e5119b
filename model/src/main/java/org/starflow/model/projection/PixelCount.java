package org.starflow.model.projection;

/** How many pixels of a spectrum are in use, left out as bad, and left out as outliers, as a projection goes on. */
final class PixelCount {
    int good;
    int left;
    int outliers;
}
