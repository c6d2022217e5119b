package org.starflow.producer.read;

/** Shape of a file that holds one spectrum. The names go into provenance. */
public enum FileFormat {
    /** 4MOST L1 single spectrum: one-row table WAVE, FLUX, ERR_FLUX or FLUX_IVAR, QUAL. */
    FOURMOST_L1("4MOST_L1"),
    /** ESO science data product: one-row table WAVE, FLUX, ERR. */
    ESO_SDP("ESO_SDP"),
    /** Any other binary table with a column of wavelengths and one of fluxes. */
    TABLE_1D("TABLE_1D"),
    /** Image with one axis and a wavelength solution in the header. */
    IMAGE_1D("IMAGE_1D"),
    /** Text columns: wavelength, flux and optionally its error. */
    TEXT("TEXT"),
    /** Not read from a file: drawn through the emulator. */
    SIMULATION("SIMULATION");

    private final String label;

    FileFormat(String label) {
        this.label = label;
    }

    /** Name in provenance and reports. */
    public String label() {
        return label;
    }
}
