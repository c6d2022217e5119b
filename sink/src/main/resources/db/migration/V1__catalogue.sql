-- The catalogue: models, one wide row for each spectrum and model version, samples apart.

CREATE TABLE model (
    name text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    sha256 text NOT NULL,
    first_seen timestamp with time zone NOT NULL,
    last_seen timestamp with time zone NOT NULL,
    PRIMARY KEY (name, version, sha256)
);

COMMENT ON TABLE model IS 'Models whose records have arrived.';
COMMENT ON COLUMN model.name IS 'Name of the model. No unit.';
COMMENT ON COLUMN model.version IS 'Version of the model. No unit.';
COMMENT ON COLUMN model.sha256 IS 'SHA-256 of model.json, lower-case hex; empty while only rejects of the model have arrived. No unit.';
COMMENT ON COLUMN model.first_seen IS 'When its first record was stored. UTC.';
COMMENT ON COLUMN model.last_seen IS 'When its last record was stored. UTC.';

CREATE TABLE result (
    spectrum_id text COLLATE "C" NOT NULL,
    model_name text COLLATE "C" NOT NULL,
    model_version text COLLATE "C" NOT NULL,
    target_id text COLLATE "C",
    ra double precision,
    dec double precision,
    mjd double precision,
    snr double precision NOT NULL,
    flags bigint NOT NULL,
    f_reject double precision NOT NULL,
    chi2 double precision,
    chi2_dof integer,
    chi2_reduced double precision,
    coverage double precision,
    n_samples integer NOT NULL,
    n_kept integer NOT NULL,
    log_density double precision,
    teff_map double precision,
    teff_mean double precision,
    teff_std double precision,
    teff_q025 double precision,
    teff_q16 double precision,
    teff_q50 double precision,
    teff_q84 double precision,
    teff_q975 double precision,
    teff_corrected double precision,
    teff_flags integer,
    logg_map double precision,
    logg_mean double precision,
    logg_std double precision,
    logg_q025 double precision,
    logg_q16 double precision,
    logg_q50 double precision,
    logg_q84 double precision,
    logg_q975 double precision,
    logg_corrected double precision,
    logg_flags integer,
    fe_h_map double precision,
    fe_h_mean double precision,
    fe_h_std double precision,
    fe_h_q025 double precision,
    fe_h_q16 double precision,
    fe_h_q50 double precision,
    fe_h_q84 double precision,
    fe_h_q975 double precision,
    fe_h_corrected double precision,
    fe_h_flags integer,
    vmic_map double precision,
    vmic_mean double precision,
    vmic_std double precision,
    vmic_q025 double precision,
    vmic_q16 double precision,
    vmic_q50 double precision,
    vmic_q84 double precision,
    vmic_q975 double precision,
    vmic_corrected double precision,
    vmic_flags integer,
    vbroad_map double precision,
    vbroad_mean double precision,
    vbroad_std double precision,
    vbroad_q025 double precision,
    vbroad_q16 double precision,
    vbroad_q50 double precision,
    vbroad_q84 double precision,
    vbroad_q975 double precision,
    vbroad_corrected double precision,
    vbroad_flags integer,
    ca_fe_map double precision,
    ca_fe_mean double precision,
    ca_fe_std double precision,
    ca_fe_q025 double precision,
    ca_fe_q16 double precision,
    ca_fe_q50 double precision,
    ca_fe_q84 double precision,
    ca_fe_q975 double precision,
    ca_fe_corrected double precision,
    ca_fe_flags integer,
    c_fe_map double precision,
    c_fe_mean double precision,
    c_fe_std double precision,
    c_fe_q025 double precision,
    c_fe_q16 double precision,
    c_fe_q50 double precision,
    c_fe_q84 double precision,
    c_fe_q975 double precision,
    c_fe_corrected double precision,
    c_fe_flags integer,
    mg_fe_map double precision,
    mg_fe_mean double precision,
    mg_fe_std double precision,
    mg_fe_q025 double precision,
    mg_fe_q16 double precision,
    mg_fe_q50 double precision,
    mg_fe_q84 double precision,
    mg_fe_q975 double precision,
    mg_fe_corrected double precision,
    mg_fe_flags integer,
    mn_fe_map double precision,
    mn_fe_mean double precision,
    mn_fe_std double precision,
    mn_fe_q025 double precision,
    mn_fe_q16 double precision,
    mn_fe_q50 double precision,
    mn_fe_q84 double precision,
    mn_fe_q975 double precision,
    mn_fe_corrected double precision,
    mn_fe_flags integer,
    n_fe_map double precision,
    n_fe_mean double precision,
    n_fe_std double precision,
    n_fe_q025 double precision,
    n_fe_q16 double precision,
    n_fe_q50 double precision,
    n_fe_q84 double precision,
    n_fe_q975 double precision,
    n_fe_corrected double precision,
    n_fe_flags integer,
    si_fe_map double precision,
    si_fe_mean double precision,
    si_fe_std double precision,
    si_fe_q025 double precision,
    si_fe_q16 double precision,
    si_fe_q50 double precision,
    si_fe_q84 double precision,
    si_fe_q975 double precision,
    si_fe_corrected double precision,
    si_fe_flags integer,
    ti_fe_map double precision,
    ti_fe_mean double precision,
    ti_fe_std double precision,
    ti_fe_q025 double precision,
    ti_fe_q16 double precision,
    ti_fe_q50 double precision,
    ti_fe_q84 double precision,
    ti_fe_q975 double precision,
    ti_fe_corrected double precision,
    ti_fe_flags integer,
    li_fe_map double precision,
    li_fe_mean double precision,
    li_fe_std double precision,
    li_fe_q025 double precision,
    li_fe_q16 double precision,
    li_fe_q50 double precision,
    li_fe_q84 double precision,
    li_fe_q975 double precision,
    li_fe_corrected double precision,
    li_fe_flags integer,
    correlation real[],
    source_topic text NOT NULL,
    source_partition integer NOT NULL,
    source_offset bigint NOT NULL,
    model_sha256 text NOT NULL,
    file text,
    file_sha256 text,
    file_format text,
    upstream_software text,
    producer_version text,
    reduction jsonb NOT NULL,
    engine_version text NOT NULL,
    execution_provider text NOT NULL,
    produced_at timestamp with time zone,
    inferred_at timestamp with time zone NOT NULL,
    record_partition integer NOT NULL,
    record_offset bigint NOT NULL,
    content_hash bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (spectrum_id, model_name, model_version)
);

COMMENT ON TABLE result IS 'One row for each spectrum and model version: the posterior of the 13 labels.';
COMMENT ON COLUMN result.spectrum_id IS 'Identifier of the spectrum. No unit.';
COMMENT ON COLUMN result.model_name IS 'Name of the model. No unit.';
COMMENT ON COLUMN result.model_version IS 'Version of the model. No unit.';
COMMENT ON COLUMN result.target_id IS 'Identifier of the target. No unit.';
COMMENT ON COLUMN result.ra IS 'Right ascension, ICRS. Unit: deg.';
COMMENT ON COLUMN result.dec IS 'Declination, ICRS. Unit: deg.';
COMMENT ON COLUMN result.mjd IS 'Modified Julian date of the start of the exposure, UTC. Unit: d.';
COMMENT ON COLUMN result.snr IS 'Signal-to-noise ratio that the network was given. Unit: per angstrom.';
COMMENT ON COLUMN result.flags IS 'Bit set of result flags, in words in the view result_flags; 0 is best. No unit.';
COMMENT ON COLUMN result.f_reject IS 'Fraction of posterior samples outside the training bounds. No unit.';
COMMENT ON COLUMN result.chi2 IS 'Chi-square of the spectrum re-simulated at the MAP. No unit.';
COMMENT ON COLUMN result.chi2_dof IS 'Degrees of freedom of chi2. No unit.';
COMMENT ON COLUMN result.chi2_reduced IS 'chi2 / chi2_dof. No unit.';
COMMENT ON COLUMN result.coverage IS 'Share of the unmasked pixels of the model that were used. No unit.';
COMMENT ON COLUMN result.n_samples IS 'Number of posterior samples drawn. No unit.';
COMMENT ON COLUMN result.n_kept IS 'Number of samples inside the training bounds. No unit.';
COMMENT ON COLUMN result.log_density IS 'Natural logarithm of the posterior density at the MAP, in standardised labels. No unit.';
COMMENT ON COLUMN result.teff_map IS 'Teff: value at the kept sample of highest density in all labels together. Unit: K.';
COMMENT ON COLUMN result.teff_mean IS 'Teff: posterior mean. Unit: K.';
COMMENT ON COLUMN result.teff_std IS 'Teff: posterior standard deviation. Unit: K.';
COMMENT ON COLUMN result.teff_q025 IS 'Teff: 2.5 % quantile. Unit: K.';
COMMENT ON COLUMN result.teff_q16 IS 'Teff: 16 % quantile. Unit: K.';
COMMENT ON COLUMN result.teff_q50 IS 'Teff: 50 % quantile (median). Unit: K.';
COMMENT ON COLUMN result.teff_q84 IS 'Teff: 84 % quantile. Unit: K.';
COMMENT ON COLUMN result.teff_q975 IS 'Teff: 97.5 % quantile. Unit: K.';
COMMENT ON COLUMN result.teff_corrected IS 'Teff: MAP after the bias correction of the model; null where there is none for this star. Unit: K.';
COMMENT ON COLUMN result.teff_flags IS 'Teff: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.logg_map IS 'log g: value at the kept sample of highest density in all labels together. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_mean IS 'log g: posterior mean. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_std IS 'log g: posterior standard deviation. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_q025 IS 'log g: 2.5 % quantile. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_q16 IS 'log g: 16 % quantile. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_q50 IS 'log g: 50 % quantile (median). Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_q84 IS 'log g: 84 % quantile. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_q975 IS 'log g: 97.5 % quantile. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_corrected IS 'log g: MAP after the bias correction of the model; null where there is none for this star. Unit: dex, log10 of cm/s2.';
COMMENT ON COLUMN result.logg_flags IS 'log g: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.fe_h_map IS '[Fe/H]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.fe_h_mean IS '[Fe/H]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.fe_h_std IS '[Fe/H]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.fe_h_q025 IS '[Fe/H]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.fe_h_q16 IS '[Fe/H]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.fe_h_q50 IS '[Fe/H]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.fe_h_q84 IS '[Fe/H]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.fe_h_q975 IS '[Fe/H]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.fe_h_corrected IS '[Fe/H]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.fe_h_flags IS '[Fe/H]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.vmic_map IS 'v_mic: value at the kept sample of highest density in all labels together. Unit: km/s.';
COMMENT ON COLUMN result.vmic_mean IS 'v_mic: posterior mean. Unit: km/s.';
COMMENT ON COLUMN result.vmic_std IS 'v_mic: posterior standard deviation. Unit: km/s.';
COMMENT ON COLUMN result.vmic_q025 IS 'v_mic: 2.5 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vmic_q16 IS 'v_mic: 16 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vmic_q50 IS 'v_mic: 50 % quantile (median). Unit: km/s.';
COMMENT ON COLUMN result.vmic_q84 IS 'v_mic: 84 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vmic_q975 IS 'v_mic: 97.5 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vmic_corrected IS 'v_mic: MAP after the bias correction of the model; null where there is none for this star. Unit: km/s.';
COMMENT ON COLUMN result.vmic_flags IS 'v_mic: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.vbroad_map IS 'v_broad: value at the kept sample of highest density in all labels together. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_mean IS 'v_broad: posterior mean. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_std IS 'v_broad: posterior standard deviation. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_q025 IS 'v_broad: 2.5 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_q16 IS 'v_broad: 16 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_q50 IS 'v_broad: 50 % quantile (median). Unit: km/s.';
COMMENT ON COLUMN result.vbroad_q84 IS 'v_broad: 84 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_q975 IS 'v_broad: 97.5 % quantile. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_corrected IS 'v_broad: MAP after the bias correction of the model; null where there is none for this star. Unit: km/s.';
COMMENT ON COLUMN result.vbroad_flags IS 'v_broad: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.ca_fe_map IS '[Ca/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_mean IS '[Ca/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_std IS '[Ca/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_q025 IS '[Ca/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_q16 IS '[Ca/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_q50 IS '[Ca/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.ca_fe_q84 IS '[Ca/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_q975 IS '[Ca/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_corrected IS '[Ca/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.ca_fe_flags IS '[Ca/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.c_fe_map IS '[C/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.c_fe_mean IS '[C/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.c_fe_std IS '[C/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.c_fe_q025 IS '[C/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.c_fe_q16 IS '[C/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.c_fe_q50 IS '[C/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.c_fe_q84 IS '[C/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.c_fe_q975 IS '[C/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.c_fe_corrected IS '[C/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.c_fe_flags IS '[C/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.mg_fe_map IS '[Mg/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_mean IS '[Mg/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_std IS '[Mg/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_q025 IS '[Mg/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_q16 IS '[Mg/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_q50 IS '[Mg/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.mg_fe_q84 IS '[Mg/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_q975 IS '[Mg/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_corrected IS '[Mg/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.mg_fe_flags IS '[Mg/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.mn_fe_map IS '[Mn/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_mean IS '[Mn/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_std IS '[Mn/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_q025 IS '[Mn/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_q16 IS '[Mn/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_q50 IS '[Mn/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.mn_fe_q84 IS '[Mn/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_q975 IS '[Mn/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_corrected IS '[Mn/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.mn_fe_flags IS '[Mn/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.n_fe_map IS '[N/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.n_fe_mean IS '[N/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.n_fe_std IS '[N/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.n_fe_q025 IS '[N/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.n_fe_q16 IS '[N/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.n_fe_q50 IS '[N/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.n_fe_q84 IS '[N/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.n_fe_q975 IS '[N/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.n_fe_corrected IS '[N/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.n_fe_flags IS '[N/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.si_fe_map IS '[Si/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.si_fe_mean IS '[Si/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.si_fe_std IS '[Si/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.si_fe_q025 IS '[Si/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.si_fe_q16 IS '[Si/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.si_fe_q50 IS '[Si/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.si_fe_q84 IS '[Si/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.si_fe_q975 IS '[Si/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.si_fe_corrected IS '[Si/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.si_fe_flags IS '[Si/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.ti_fe_map IS '[Ti/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_mean IS '[Ti/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_std IS '[Ti/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_q025 IS '[Ti/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_q16 IS '[Ti/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_q50 IS '[Ti/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.ti_fe_q84 IS '[Ti/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_q975 IS '[Ti/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_corrected IS '[Ti/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.ti_fe_flags IS '[Ti/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.li_fe_map IS '[Li/Fe]: value at the kept sample of highest density in all labels together. Unit: dex.';
COMMENT ON COLUMN result.li_fe_mean IS '[Li/Fe]: posterior mean. Unit: dex.';
COMMENT ON COLUMN result.li_fe_std IS '[Li/Fe]: posterior standard deviation. Unit: dex.';
COMMENT ON COLUMN result.li_fe_q025 IS '[Li/Fe]: 2.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.li_fe_q16 IS '[Li/Fe]: 16 % quantile. Unit: dex.';
COMMENT ON COLUMN result.li_fe_q50 IS '[Li/Fe]: 50 % quantile (median). Unit: dex.';
COMMENT ON COLUMN result.li_fe_q84 IS '[Li/Fe]: 84 % quantile. Unit: dex.';
COMMENT ON COLUMN result.li_fe_q975 IS '[Li/Fe]: 97.5 % quantile. Unit: dex.';
COMMENT ON COLUMN result.li_fe_corrected IS '[Li/Fe]: MAP after the bias correction of the model; null where there is none for this star. Unit: dex.';
COMMENT ON COLUMN result.li_fe_flags IS '[Li/Fe]: bit set of label flags, in words in the view label_flags. No unit.';
COMMENT ON COLUMN result.correlation IS 'Correlation matrix of the kept samples: lower triangle without the diagonal, row by row, labels in the order of the columns; label_correlation() reads it. No unit.';
COMMENT ON COLUMN result.source_topic IS 'Topic of the spectrum. No unit.';
COMMENT ON COLUMN result.source_partition IS 'Partition of the spectrum. No unit.';
COMMENT ON COLUMN result.source_offset IS 'Offset of the spectrum. No unit.';
COMMENT ON COLUMN result.model_sha256 IS 'SHA-256 of model.json, lower-case hex. No unit.';
COMMENT ON COLUMN result.file IS 'Name of the source file, without its folder. No unit.';
COMMENT ON COLUMN result.file_sha256 IS 'SHA-256 of the source file, lower-case hex. No unit.';
COMMENT ON COLUMN result.file_format IS 'Shape that the file was read as. No unit.';
COMMENT ON COLUMN result.upstream_software IS 'Name and version of the reduction software. No unit.';
COMMENT ON COLUMN result.producer_version IS 'Version of the software that published the spectrum. No unit.';
COMMENT ON COLUMN result.reduction IS 'Steps on the way to the model grid: method and parameters in words. No unit.';
COMMENT ON COLUMN result.engine_version IS 'Version of the inference engine. No unit.';
COMMENT ON COLUMN result.execution_provider IS 'ONNX Runtime execution provider: cpu or cuda. No unit.';
COMMENT ON COLUMN result.produced_at IS 'When the producer handed the spectrum over; null when the record does not say. UTC.';
COMMENT ON COLUMN result.inferred_at IS 'When the worker published the result (timestamp of the record). UTC.';
COMMENT ON COLUMN result.record_partition IS 'Partition of the result in starflow.inferences. No unit.';
COMMENT ON COLUMN result.record_offset IS 'Offset of the result in starflow.inferences. No unit.';
COMMENT ON COLUMN result.content_hash IS 'SHA-256 of what the result says; tells a replay from another result. No unit.';
COMMENT ON COLUMN result.received_at IS 'When this row was first written. UTC.';
COMMENT ON COLUMN result.updated_at IS 'When this row was last written: later than received_at when the spectrum was sent and inferred again. UTC.';

CREATE INDEX result_target ON result (target_id);
CREATE INDEX result_source ON result (source_topic, source_partition, source_offset);
CREATE INDEX result_model ON result (model_name, model_version, spectrum_id);
CREATE INDEX result_kiel ON result (teff_map, logg_map, fe_h_map);
CREATE INDEX result_logg ON result (logg_map);
CREATE INDEX result_fe_h ON result (fe_h_map);
CREATE INDEX result_flags_word ON result (flags);
CREATE INDEX result_mjd ON result (mjd);
CREATE INDEX result_sky ON result (dec, ra);

CREATE TABLE result_samples (
    spectrum_id text COLLATE "C" NOT NULL,
    model_name text COLLATE "C" NOT NULL,
    model_version text COLLATE "C" NOT NULL,
    n integer NOT NULL,
    label_order text[] NOT NULL,
    samples bytea NOT NULL,
    shift double precision[] NOT NULL,
    scale double precision[] NOT NULL,
    PRIMARY KEY (spectrum_id, model_name, model_version),
    FOREIGN KEY (spectrum_id, model_name, model_version) REFERENCES result ON DELETE CASCADE
);

COMMENT ON TABLE result_samples IS 'Thinned posterior samples, where the worker sends them.';
COMMENT ON COLUMN result_samples.spectrum_id IS 'Identifier of the spectrum. No unit.';
COMMENT ON COLUMN result_samples.model_name IS 'Name of the model. No unit.';
COMMENT ON COLUMN result_samples.model_version IS 'Version of the model. No unit.';
COMMENT ON COLUMN result_samples.n IS 'Number of samples. No unit.';
COMMENT ON COLUMN result_samples.label_order IS 'Label keys in the order of a sample. No unit.';
COMMENT ON COLUMN result_samples.samples IS 'n x labels half-precision floats, little-endian, row by row. Unit: standardised.';
COMMENT ON COLUMN result_samples.shift IS 'For each label: value = shift + scale * sample. Unit: of the label.';
COMMENT ON COLUMN result_samples.scale IS 'For each label: value = shift + scale * sample. Unit: of the label.';
