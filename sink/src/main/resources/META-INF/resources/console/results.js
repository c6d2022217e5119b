import { h } from './dom.js';
import { query, path } from './api.js';
import { number } from './format.js';
import { SERIOUS, value } from './labels.js';
import { table } from './table.js';

export const spectrumLink = (id, model) => `#/spectrum/${path(id)}${query({ model: model?.name, version: model?.version })}`;

/** Results as a table with links to their pages. */
export function resultTable(caption, all, kind = 'map', model = null) {
  const label = (key, name) => ({ name, value: (r) => r[kind][key], show: (r) => value(key, r[kind][key]), number: true });
  const any = (of) => all.some((r) => of(r) !== null && of(r) !== undefined);
  return table(caption, [
    { name: 'Spectrum', value: (r) => r.id, show: (r) => h('a', { href: spectrumLink(r.id, r.model ?? model) }, r.id) },
    any((r) => r.target) && { name: 'Target', value: (r) => r.target ?? '' },
    label('teff', 'Teff (K)'), label('logg', 'log g'), label('fe_h', '[Fe/H]'),
    any((r) => r.snr) && { name: 'S/N', value: (r) => r.snr ?? null, show: (r) => number(r.snr), number: true },
    any((r) => r.ra) && { name: 'RA (°)', value: (r) => r.ra, show: (r) => number(r.ra, 4), number: true },
    any((r) => r.dec) && { name: 'Dec (°)', value: (r) => r.dec, show: (r) => number(r.dec, 4), number: true },
    { name: 'Flags', value: (r) => r.flags, show: (r) => r.flags & SERIOUS ? h('span', { class: 'tag bad' }, 'serious') : r.flags ? h('span', { class: 'tag' }, 'noted') : 'none' },
  ].filter(Boolean), all, { limit: 200 });
}
