import { h } from './dom.js';
import { get, query } from './api.js';

// Which results a diagram shows: model, time, quality. The survey's nights go from noon to noon on Paranal.
const NOON_UTC = 16.69 / 24;
const mjd = (date) => Date.parse(`${date}T00:00:00Z`) / 86400000 + 40587;

export function selection(onChange) {
  const model = h('select', { name: 'model' }, h('option', { value: '' }, 'the newest'));
  const period = h('select', { name: 'period' },
    h('option', { value: '' }, 'the latest 20 000'), h('option', { value: '1' }, 'stored in the last hour'),
    h('option', { value: '14' }, 'stored in the last 14 hours'), h('option', { value: 'night' }, 'observed in the night of …'));
  const night = h('input', { type: 'date', name: 'night', disabled: true, value: new Date(Date.now() - 43200000).toISOString().slice(0, 10) });
  const kind = h('select', { name: 'kind' }, h('option', { value: 'map' }, 'raw (MAP)'), h('option', { value: 'corrected' }, 'corrected'));
  const good = h('input', { type: 'checkbox', name: 'good' });
  const form = h('form', { class: 'row', onsubmit: (e) => e.preventDefault(), onchange: () => { night.disabled = period.value !== 'night'; onChange(); } },
    h('label', {}, 'Model', model), h('label', {}, 'Results', period), h('label', {}, 'Night', night),
    h('label', {}, 'Values', kind), h('label', { class: 'check' }, good, 'without serious flags only'));
  get('/models').then(({ models }) => models.filter((m) => m.results > 0).forEach((m) =>
    model.append(h('option', { value: `${m.name} ${m.version}` }, `${m.name} ${m.version}`)))).catch(() => {});

  return { form, kind: () => kind.value, fetch: (more = {}) => get(`/plot${query({ ...parameters(), ...more })}`) };

  function parameters() {
    const [name, version] = model.value ? [model.value.slice(0, model.value.lastIndexOf(' ')), model.value.slice(model.value.lastIndexOf(' ') + 1)] : [];
    const hours = Number(period.value);
    const first = mjd(night.value) + NOON_UTC;
    return {
      model: name, version, good: good.checked ? 'true' : '',
      since: hours > 0 ? new Date(Date.now() - hours * 3600000).toISOString() : '',
      mjd_min: period.value === 'night' ? first : '', mjd_max: period.value === 'night' ? first + 1 : '',
    };
  }
}

/** Rows of a plot's columns. */
export function rows(plot) {
  const c = plot.columns;
  return c.spectrum_id.map((id, i) => ({
    id, target: c.target_id[i], ra: c.ra[i], dec: c.dec[i], snr: c.snr[i], flags: c.flags[i], chi2: c.chi2_reduced[i],
    map: { teff: c.teff_map[i], logg: c.logg_map[i], fe_h: c.fe_h_map[i] },
    corrected: { teff: c.teff_corrected[i], logg: c.logg_corrected[i], fe_h: c.fe_h_corrected[i] },
  }));
}
