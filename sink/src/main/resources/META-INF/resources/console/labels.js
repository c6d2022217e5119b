import { number } from './format.js';

// The 13 labels: org.starflow.schemas.Label. Digits are those that an estimate deserves.
export const LABELS = [
  ['teff', 'Teff', 'K', 0], ['logg', 'log g', 'dex', 2], ['fe_h', '[Fe/H]', 'dex', 2], ['vmic', 'v_mic', 'km/s', 2],
  ['vbroad', 'v_broad', 'km/s', 1], ['ca_fe', '[Ca/Fe]', 'dex', 2], ['c_fe', '[C/Fe]', 'dex', 2],
  ['mg_fe', '[Mg/Fe]', 'dex', 2], ['mn_fe', '[Mn/Fe]', 'dex', 2], ['n_fe', '[N/Fe]', 'dex', 2],
  ['si_fe', '[Si/Fe]', 'dex', 2], ['ti_fe', '[Ti/Fe]', 'dex', 2], ['li_fe', '[Li/Fe]', 'dex', 2],
].map(([key, symbol, unit, digits]) => ({ key, symbol, unit, digits }));

export const label = (key) => LABELS.find((l) => l.key === key);
export const value = (key, x) => number(x, label(key).digits);
export const named = (key) => `${label(key).symbol} (${label(key).unit})`;

// Flags that org.starflow.sink.store.ResultQuality calls serious.
export const SERIOUS = 633;
