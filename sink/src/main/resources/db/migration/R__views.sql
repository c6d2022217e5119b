-- Views and functions over the catalogue. Runs again whenever this file changes.

DROP VIEW IF EXISTS label_flags;
DROP VIEW IF EXISTS label_long;
DROP VIEW IF EXISTS result_flags;
DROP VIEW IF EXISTS result_good;

-- Results without a serious flag: LOW_SNR, HIGH_F_REJECT, ALL_REJECTED, FEW_SAMPLES, RESIMULATION_MISFIT, AT_BOUND.
CREATE VIEW result_good AS
SELECT * FROM result WHERE flags & 633 = 0;

COMMENT ON VIEW result_good IS 'Results without a serious flag: S/N below the training range, more than half or all of the samples rejected, few samples, re-simulation misfit, or Teff, log g or [Fe/H] at the edge of the training range.';

CREATE VIEW result_flags AS
SELECT r.spectrum_id, r.model_name, r.model_version, f.bit, f.flag, f.meaning
FROM result r
JOIN (VALUES
    (0, 'LOW_SNR', 'S/N is below the range that the model was trained for; it was clipped to the lower end.'),
    (1, 'HIGH_SNR', 'S/N is above the range that the model was trained for; it was clipped to the upper end.'),
    (2, 'SNR_ESTIMATED', 'S/N was not in the header; it was estimated from the spectrum.'),
    (3, 'HIGH_F_REJECT', 'More than half of the posterior samples lie outside the training bounds: the model extrapolates.'),
    (4, 'ALL_REJECTED', 'Every posterior sample lies outside the training bounds: there are no estimates.'),
    (5, 'FEW_SAMPLES', 'Fewer than 100 posterior samples were kept: quantiles are coarse.'),
    (6, 'RESIMULATION_MISFIT', 'The spectrum re-simulated at the MAP does not fit the observed one.'),
    (7, 'LOW_COVERAGE', 'Less than 90 % of the pixels that the model uses are good.'),
    (8, 'MANY_OUTLIERS', 'More than 1 % of the pixels were left out as outliers.'),
    (9, 'AT_BOUND', 'Teff, log g or [Fe/H] lies at the edge of the training range.'),
    (10, 'OUTSIDE_CORRECTION', 'The star is outside the validity range of the model''s bias correction: no corrected values.')
) AS f (bit, flag, meaning) ON (r.flags >> f.bit) & 1 = 1;

COMMENT ON VIEW result_flags IS 'The flags of each result in words, one row for each flag that is set.';

CREATE VIEW label_long AS
SELECT r.spectrum_id, r.target_id, r.model_name, r.model_version, r.flags AS result_flags, l.*
FROM result r
CROSS JOIN LATERAL (VALUES
    ('teff', 'K', r.teff_map, r.teff_mean, r.teff_std, r.teff_q025, r.teff_q16, r.teff_q50, r.teff_q84, r.teff_q975, r.teff_corrected, r.teff_flags),
    ('logg', 'dex', r.logg_map, r.logg_mean, r.logg_std, r.logg_q025, r.logg_q16, r.logg_q50, r.logg_q84, r.logg_q975, r.logg_corrected, r.logg_flags),
    ('fe_h', 'dex', r.fe_h_map, r.fe_h_mean, r.fe_h_std, r.fe_h_q025, r.fe_h_q16, r.fe_h_q50, r.fe_h_q84, r.fe_h_q975, r.fe_h_corrected, r.fe_h_flags),
    ('vmic', 'km/s', r.vmic_map, r.vmic_mean, r.vmic_std, r.vmic_q025, r.vmic_q16, r.vmic_q50, r.vmic_q84, r.vmic_q975, r.vmic_corrected, r.vmic_flags),
    ('vbroad', 'km/s', r.vbroad_map, r.vbroad_mean, r.vbroad_std, r.vbroad_q025, r.vbroad_q16, r.vbroad_q50, r.vbroad_q84, r.vbroad_q975, r.vbroad_corrected, r.vbroad_flags),
    ('ca_fe', 'dex', r.ca_fe_map, r.ca_fe_mean, r.ca_fe_std, r.ca_fe_q025, r.ca_fe_q16, r.ca_fe_q50, r.ca_fe_q84, r.ca_fe_q975, r.ca_fe_corrected, r.ca_fe_flags),
    ('c_fe', 'dex', r.c_fe_map, r.c_fe_mean, r.c_fe_std, r.c_fe_q025, r.c_fe_q16, r.c_fe_q50, r.c_fe_q84, r.c_fe_q975, r.c_fe_corrected, r.c_fe_flags),
    ('mg_fe', 'dex', r.mg_fe_map, r.mg_fe_mean, r.mg_fe_std, r.mg_fe_q025, r.mg_fe_q16, r.mg_fe_q50, r.mg_fe_q84, r.mg_fe_q975, r.mg_fe_corrected, r.mg_fe_flags),
    ('mn_fe', 'dex', r.mn_fe_map, r.mn_fe_mean, r.mn_fe_std, r.mn_fe_q025, r.mn_fe_q16, r.mn_fe_q50, r.mn_fe_q84, r.mn_fe_q975, r.mn_fe_corrected, r.mn_fe_flags),
    ('n_fe', 'dex', r.n_fe_map, r.n_fe_mean, r.n_fe_std, r.n_fe_q025, r.n_fe_q16, r.n_fe_q50, r.n_fe_q84, r.n_fe_q975, r.n_fe_corrected, r.n_fe_flags),
    ('si_fe', 'dex', r.si_fe_map, r.si_fe_mean, r.si_fe_std, r.si_fe_q025, r.si_fe_q16, r.si_fe_q50, r.si_fe_q84, r.si_fe_q975, r.si_fe_corrected, r.si_fe_flags),
    ('ti_fe', 'dex', r.ti_fe_map, r.ti_fe_mean, r.ti_fe_std, r.ti_fe_q025, r.ti_fe_q16, r.ti_fe_q50, r.ti_fe_q84, r.ti_fe_q975, r.ti_fe_corrected, r.ti_fe_flags),
    ('li_fe', 'dex', r.li_fe_map, r.li_fe_mean, r.li_fe_std, r.li_fe_q025, r.li_fe_q16, r.li_fe_q50, r.li_fe_q84, r.li_fe_q975, r.li_fe_corrected, r.li_fe_flags)
) AS l (label, unit, map, mean, std, q025, q16, q50, q84, q975, corrected, flags);

COMMENT ON VIEW label_long IS 'One row for each spectrum, model version and label. Values have the unit of their row.';

CREATE VIEW label_flags AS
SELECT l.spectrum_id, l.model_name, l.model_version, l.label, f.bit, f.flag, f.meaning
FROM label_long l
JOIN (VALUES
    (0, 'AT_LOWER_BOUND', 'The 68 % interval touches the lower training bound: read it as an upper limit.'),
    (1, 'AT_UPPER_BOUND', 'The 68 % interval touches the upper training bound: read it as a lower limit.'),
    (2, 'UNCONSTRAINED', 'The posterior is nearly as wide as the training range: the spectrum says little about this label.'),
    (3, 'NOT_CORRECTED', 'The model has a bias correction for this label, but not for this star.')
) AS f (bit, flag, meaning) ON (l.flags >> f.bit) & 1 = 1;

COMMENT ON VIEW label_flags IS 'The flags of each label in words, one row for each flag that is set.';

CREATE OR REPLACE FUNCTION label_correlation(correlation real[], a text, b text) RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
WITH place AS (
    SELECT greatest(i, j) AS hi, least(i, j) AS lo
    FROM (SELECT array_position(keys, a) AS i, array_position(keys, b) AS j
          FROM (SELECT ARRAY ['teff', 'logg', 'fe_h', 'vmic', 'vbroad', 'ca_fe', 'c_fe', 'mg_fe', 'mn_fe', 'n_fe', 'si_fe', 'ti_fe', 'li_fe']) AS k (keys)) AS p
    WHERE i IS NOT NULL AND j IS NOT NULL)
SELECT CASE WHEN hi = lo THEN 1.0::real ELSE correlation[(hi - 1) * (hi - 2) / 2 + lo] END
FROM place
$$;

COMMENT ON FUNCTION label_correlation(real[], text, text) IS 'Correlation of two labels, for example label_correlation(correlation, ''teff'', ''logg''); null for an unknown label.';
