// What is known of a star from elsewhere: the truth of a simulation, else the literature (paper, Table 1).
const GREEK = { α: 'ALF', β: 'BET', δ: 'DEL', ε: 'EPS', ϵ: 'EPS', η: 'ETA', μ: 'MU', τ: 'TAU', ALPHA: 'ALF', BETA: 'BET', DELTA: 'DEL', EPSILON: 'EPS' };
const plain = (name) => (name ?? '').replace(/[αβδεϵημτ]|alpha|beta|delta|epsilon/gi, (letter) => GREEK[letter] ?? GREEK[letter.toUpperCase()])
  .toUpperCase().replace(/[^A-Z0-9+-]/g, '');
let table = null;

/** {kind, source, values: {label: [value, error or null]}}, or null. */
export async function reference(result) {
  const truth = result.provenance.reduction?.truth;
  if (truth) {
    const values = Object.fromEntries(truth.split(' ').map((pair) => pair.split('=')).map(([key, x]) => [key, [Number(x), null]]));
    return { kind: 'Truth', source: 'the labels that the spectrum was simulated with', values };
  }
  // Files are called after their star: procyon_harps.fits.
  const names = [result.target_id, result.spectrum_id, ...[result.target_id, result.spectrum_id].map((id) => id?.split(/[_\s]/)[0])].map(plain).filter(Boolean);
  try {
    table ??= await (await fetch('/console/literature.json')).json();
  } catch {
    return null;
  }
  const star = table.find(([name]) => names.some((n) => n === plain(name)));
  if (!star) return null;
  const [name, teff, teffErr, logg, loggErr, feH, feHErr, source] = star;
  return { kind: 'Literature', source: `${name}: ${source}`, values: { teff: [teff, teffErr], logg: [logg, loggErr], fe_h: [feH, feHErr] } };
}
