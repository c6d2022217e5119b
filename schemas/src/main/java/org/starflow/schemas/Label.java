package org.starflow.schemas;

/**
 * The 13 stellar labels, in the order of every matrix, sample and table (paper, Sect. 3.2). Abundances are relative to
 * iron on the Magg et al. (2022) solar scale.
 */
public enum Label {
    TEFF("teff", "Teff", "K"),
    LOGG("logg", "log g", "dex"),
    FE_H("fe_h", "[Fe/H]", "dex"),
    VMIC("vmic", "v_mic", "km/s"),
    VBROAD("vbroad", "v_broad", "km/s"),
    CA_FE("ca_fe", "[Ca/Fe]", "dex"),
    C_FE("c_fe", "[C/Fe]", "dex"),
    MG_FE("mg_fe", "[Mg/Fe]", "dex"),
    MN_FE("mn_fe", "[Mn/Fe]", "dex"),
    N_FE("n_fe", "[N/Fe]", "dex"),
    SI_FE("si_fe", "[Si/Fe]", "dex"),
    TI_FE("ti_fe", "[Ti/Fe]", "dex"),
    LI_FE("li_fe", "[Li/Fe]", "dex");

    private final String key;
    private final String symbol;
    private final String unit;

    Label(String key, String symbol, String unit) {
        this.key = key;
        this.symbol = symbol;
        this.unit = unit;
    }

    /** Key in records, tables and packages. */
    public String key() {
        return key;
    }

    /** Symbol for people. */
    public String symbol() {
        return symbol;
    }

    /** Unit: K, dex (log g: log10 of cm/s²) or km/s. */
    public String unit() {
        return unit;
    }
}
