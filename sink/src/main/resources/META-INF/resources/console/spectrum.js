import { add, h, fill, panel, problem, show } from './dom.js';
import { download, get, path, query } from './api.js';
import { bytes, number } from './format.js';
import { fluxChart } from './flux.js';
import { corner } from './corner.js';
import { labelTable } from './estimates.js';
import { reference } from './reference.js';
import { provenance } from './provenance.js';

export const title = 'Spectrum';

export function render(body, { id, query: asked, title: heading }) {
  heading.textContent = id ? `Spectrum ${id}` : 'Spectrum';
  document.title = `${heading.textContent} · Starflow`;
  if (!id) {
    fill(body, h('p', { class: 'empty' }, 'Which one? ', h('a', { href: '#/search' }, 'Search for it'), '.'));
    return;
  }
  show(body, get(`/spectra/${path(id)}`), ({ results }) => page(choose(results, asked), results, id));
}

const choose = (results, asked) => results.find((r) => r.model.name === asked.get('model') && r.model.version === asked.get('version'))
  ?? [...results].sort((a, b) => String(b.updated_at).localeCompare(String(a.updated_at)))[0];

function page(result, results, id) {
  const which = query({ model: result.model.name, version: result.model.version });
  const labels = h('div');
  const posterior = h('div');
  const flux = h('div');
  const page = [
    results.length > 1 && versions(result, results, id),
    summary(result),
    panel('Labels', labels),
    panel('Observed and re-simulated', flux),
    panel('Posterior', posterior),
    panel('Provenance', provenance(result)),
    panel('Downloads', downloads(result, id, which)),
  ];
  reference(result).then(async (known) => {
    fill(labels, labelTable(result, known));
    const samples = await get(`/samples/${path(id)}${which}`).catch((error) => ({ missing: error.message }));
    fill(posterior, corner(result, samples, known));
  });
  spectrum(flux, id, which);
  return page;
}

async function spectrum(place, id, which) {
  fill(place, h('p', { class: 'note' }, 'Reading the spectrum from its topic …'));
  const [observed, fit] = await Promise.allSettled([get(`/observed/${path(id)}${which}`), get(`/fit/${path(id)}${which}`)]);
  const notes = [observed, fit].filter((r) => r.status === 'rejected').map((r) => problem(r.reason));
  fill(place, notes);
  if (observed.status === 'fulfilled' || fit.status === 'fulfilled') {
    add(place, [fluxChart(observed.value ?? null, fit.value ?? null)]);
  }
}

function versions(result, results, id) {
  return h('p', {}, 'Results of: ', results.map((r) => h('a', {
    class: 'tag', href: `#/spectrum/${path(id)}${query({ model: r.model.name, version: r.model.version })}`,
    'aria-current': r === result ? 'true' : null,
  }, `${r.model.name} ${r.model.version}`)));
}

function summary(r) {
  const one = (name, value, unit, note) => h('div', { class: 'tile' }, h('dt', {}, name),
    h('dd', {}, value, unit && h('span', { class: 'unit' }, unit), note && h('span', { class: 'note' }, note)));
  return [h('dl', { class: 'tiles' },
    one('S/N', number(r.snr, 0), 'per Å'),
    one('Reduced χ²', number(r.chi2_reduced, 2), null, r.chi2_dof && `${number(r.chi2_dof)} degrees of freedom`),
    one('f_reject', number(100 * r.f_reject, 1), '%', `${number(r.n_kept)} of ${number(r.n_samples)} samples kept`),
    one('Coverage', number(100 * r.coverage, 1), '%', 'of the pixels the model uses'),
    one('RA', number(r.ra, 5), r.ra === null ? null : '°'), one('Dec', number(r.dec, 5), r.dec === null ? null : '°'),
    one('Observed', r.mjd === null ? '–' : number(r.mjd, 3), r.mjd === null ? null : 'MJD')),
  panel('Flags', r.flags.names.length === 0 ? h('p', { class: 'ok-text' }, 'None.')
    : h('ul', { class: 'flags' }, r.flags.names.map((f) => h('li', {}, h('span', { class: 'tag warn' }, f.name), ' ', f.meaning))))];
}

function downloads(result, id, which) {
  const file = id.replace(/[^A-Za-z0-9._-]/g, '_');
  const note = h('p', { role: 'status', class: 'note' });
  const save = (words, address, name, accept) => h('button', {
    type: 'button', class: 'quiet', onclick: async () => {
      note.textContent = `Fetching ${name} …`;
      try {
        note.textContent = `${name}: ${bytes(await download(address, name, accept))}.`;
      } catch (error) {
        note.textContent = error.message;
      }
    },
  }, words);
  const row = { model: result.model.name, version: result.model.version, spectrum_id: id, format: 'csv' };
  return [h('div', { class: 'buttons' },
    save('Spectrum and fit (FITS)', `/fits/${path(id)}${which}`, `${file}.fits`),
    save('Labels (CSV)', `/results${query(row)}`, `${file}.csv`, 'text/csv'),
    save('Posterior samples (CSV)', `/samples/${path(id)}${which}&format=csv`, `${file}-samples.csv`, 'text/csv'),
    save('Everything but pixels (JSON)', `/spectra/${path(id)}`, `${file}.json`, 'application/json')), note];
}
