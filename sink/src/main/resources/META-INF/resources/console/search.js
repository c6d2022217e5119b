import { h, fill, panel, show } from './dom.js';
import { get, query } from './api.js';
import { angle, number } from './format.js';
import { rows } from './selection.js';
import { resultTable } from './results.js';

export const title = 'Search';

export function render(body, { query: asked }) {
  const found = h('div', { 'aria-live': 'polite' });
  const q = h('input', { type: 'search', name: 'q', maxlength: 200, value: asked.get('q') ?? '', placeholder: 'sim-7-12, HD122563 …', size: 28 });
  const ra = h('input', { name: 'ra', size: 14, value: asked.get('ra') ?? '', placeholder: '12:34:56.7 or 188.7' });
  const dec = h('input', { name: 'dec', size: 14, value: asked.get('dec') ?? '', placeholder: '-41:02:03 or -41.03' });
  const radius = h('input', { name: 'radius', size: 6, value: asked.get('radius') ?? '0.5' });
  const byName = h('form', { class: 'row', onsubmit: (e) => { e.preventDefault(); names(); } },
    h('label', {}, 'Spectrum or target begins with', q), h('button', { type: 'submit' }, 'Find'));
  const byPlace = h('form', { class: 'row', onsubmit: (e) => { e.preventDefault(); cone(); } },
    h('label', {}, 'RA (hours with colons, else °)', ra), h('label', {}, 'Dec (°)', dec), h('label', {}, 'Radius (°)', radius),
    h('button', { type: 'submit' }, 'Search the cone'));
  fill(body, h('div', { class: 'cols' }, panel('By name', byName), panel('By place', byPlace)), panel('Found', found));
  fill(found, h('p', { class: 'empty' }, 'Nothing asked yet.'));
  if (q.value) names();
  else if (ra.value) cone();
  else q.focus({ preventScroll: true });

  function names() {
    const text = q.value.trim();
    if (!text) return;
    keep({ q: text });
    show(found, get(`/search${query({ q: text })}`), ({ hits, more }) => hits.length === 0
      ? h('p', { class: 'empty' }, `No spectrum and no target begins with “${text}”.`)
      : resultTable(`${number(hits.length)} found${more ? ', there are more' : ''}`, hits.map((hit) => ({
        id: hit.spectrum_id, target: hit.target_id, ra: hit.ra, dec: hit.dec, flags: hit.flags.word, snr: hit.snr,
        map: { teff: hit.teff_map, logg: hit.logg_map, fe_h: hit.fe_h_map }, model: { name: hit.model_name, version: hit.model_version },
      }))));
  }

  function cone() {
    const place = { ra: angle(ra.value, /[:h\s]/.test(ra.value.trim())), dec: angle(dec.value, false), radius: Number(radius.value) };
    if (Object.values(place).some((x) => !Number.isFinite(x))) {
      fill(found, h('p', { class: 'problem', role: 'alert' }, 'RA, Dec and radius are numbers of degrees, or sexagesimal like 12:34:56.7 and -41:02:03.'));
      return;
    }
    keep({ ra: ra.value, dec: dec.value, radius: radius.value });
    show(found, get(`/plot${query({ ...place, limit: 1000 })}`), (plot) => plot.rows === 0
      ? h('p', { class: 'empty' }, `No result within ${place.radius}° of RA ${number(place.ra, 4)}°, Dec ${number(place.dec, 4)}°.`)
      : resultTable(`${number(plot.rows)} within ${place.radius}°${plot.more ? ', there are more' : ''}`, rows(plot), 'map', plot.model));
  }
}

const keep = (parameters) => history.replaceState(null, '', `#/search${query(parameters)}`);
