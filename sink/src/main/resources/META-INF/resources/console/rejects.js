import { add, h, facts, fill, panel, show } from './dom.js';
import { get, post, query } from './api.js';
import { bytes, dateTime, number } from './format.js';
import { signIn, user } from './session.js';
import { table } from './table.js';

export const title = 'Rejects';

export function render(body, { query: asked }) {
  const code = h('input', { name: 'code', size: 22, value: asked.get('code') ?? '', placeholder: 'any', list: 'codes' });
  const codes = h('datalist', { id: 'codes' });
  const replayed = h('select', { name: 'replayed' }, h('option', { value: '' }, 'all'), h('option', { value: 'false' }, 'not replayed'), h('option', { value: 'true' }, 'replayed'));
  const list = h('div');
  const detail = h('div', { 'aria-live': 'polite' });
  let tokens = [''];
  const form = h('form', { class: 'row', onsubmit: (e) => { e.preventDefault(); first(); }, onchange: first },
    h('label', {}, 'Code', code), codes, h('label', {}, 'Show', replayed));
  fill(body, panel(null, form, list), detail);
  get('/console').then((r) => fill(codes, Object.keys(r.state.counts?.rejects_by_code ?? {}).map((c) => h('option', { value: c })))).catch(() => {});
  load();

  function first() {
    tokens = [''];
    fill(detail);
    load();
  }

  function load() {
    const parameters = { code: code.value.trim(), replayed: replayed.value, limit: 50, after: tokens.at(-1) };
    return show(list, get(`/rejects${query(parameters)}`), (page) => page.total === 0
      ? h('p', { class: 'empty' }, code.value || replayed.value ? 'No reject fits.' : 'Nothing has been refused.')
      : [table(`${number(page.total)} ${page.total === 1 ? 'reject' : 'rejects'}, the latest first`, [
        { name: 'More', plain: true, value: (r) => r.offset, show: (r) => h('button', { type: 'button', class: 'quiet', 'aria-label': `Show the reject at partition ${r.partition}, offset ${r.offset}`, onclick: () => open(r) }, 'Show') },
        { name: 'Time (UTC)', value: (r) => r.rejected_at, show: (r) => dateTime(r.rejected_at).slice(0, 19) },
        { name: 'Code', value: (r) => r.code },
        { name: 'Spectrum', value: (r) => r.spectrum_id ?? r.key ?? '', show: (r) => h('code', {}, r.spectrum_id ?? r.key ?? '–') },
        { name: 'Reason', value: (r) => r.reason, show: (r) => h('div', { class: 'words' }, r.reason) },
        { name: 'Place', value: (r) => r.partition * 1e12 + r.offset, show: (r) => `${r.partition}/${r.offset}` },
        { name: 'Replayed', value: (r) => r.replayed_at ?? '', show: (r) => r.replayed_at ? `by ${r.replayed_by}` : 'no' },
      ], page.rejects), h('div', { class: 'buttons' },
        tokens.length > 1 && h('button', { type: 'button', class: 'quiet', onclick: () => { tokens.pop(); load(); } }, 'Later'),
        page.next && h('button', { type: 'button', class: 'quiet', onclick: () => { tokens.push(page.next); load(); } }, 'Earlier'))]);
  }

  async function open(row) {
    const which = query({ model: row.model_name, version: row.model_version });
    const base = `/rejects/${row.partition}/${row.offset}`;
    await show(detail, Promise.all([get(base + which), get(`${base}/decoded${which}`)]), ([r, decoded]) => one(r, decoded, base, which));
    const heading = detail.querySelector('h2');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }

  function one(r, decoded, base, which) {
    const outcome = h('p', { role: 'status' });
    const button = h('button', { type: 'button', onclick: replay }, r.replayed_at ? 'Publish once more' : 'Replay');
    return panel(`Reject at partition ${r.partition}, offset ${r.offset}`,
      h('p', {}, h('span', { class: 'tag bad' }, r.code), ' ', r.reason), r.meaning && r.meaning !== r.reason && h('p', { class: 'note' }, r.meaning),
      h('div', { class: 'cols' },
        h('div', {}, h('h3', {}, 'Spectrum, as far as it can be read'), header(decoded)),
        h('div', {}, h('h3', {}, 'Record'), facts([
          ['Key', r.key], ['Size', bytes(r.value_size)], ['Bytes', decoded.wire], ['Begins with', h('code', {}, decoded.first_bytes ?? '–')],
          ['Refused by', `${r.model_name} ${r.model_version}`], ['Refused at', dateTime(r.rejected_at)], ['Exception', r.exception_class],
          ['Replayed', r.replayed_at && `${dateTime(r.replayed_at)} by ${r.replayed_by}${r.replayed_to ? `, now at ${r.replayed_to.partition}/${r.replayed_to.offset}` : ''}`],
          ...(r.payload?.headers ?? []).map((x) => [`Header ${x.key}`, h('code', {}, x.value ?? x.base64 ?? 'null')])]))),
      h('h3', {}, 'Replay'),
      h('p', { class: 'note' }, 'Publishes the original record again as a new one, for the workers that run now. Needs the role operator; who did it is written down.'),
      h('div', { class: 'buttons' }, button), outcome);

    async function replay() {
      if (!user() && !await signIn('Replay needs the role operator.')) return;
      button.disabled = true;
      try {
        const done = await post(`${base}/replay${which}${r.replayed_at ? '&again=true' : ''}`);
        outcome.className = 'ok-text';
        outcome.textContent = `Published again by ${done.by}: partition ${done.replayed_to.partition}, offset ${done.replayed_to.offset}.`;
        load();
      } catch (error) {
        outcome.className = 'problem';
        outcome.textContent = error.message;
        button.disabled = false;
      }
    }
  }
}

function header(decoded) {
  const s = decoded.spectrum;
  if (!s) return h('p', { class: 'problem' }, decoded.problem ?? 'The bytes are no spectrum.');
  const list = facts([
    ['Spectrum', s.spectrum_id], ['Target', s.target_id], ['RA, Dec', s.ra === null ? null : `${number(s.ra, 5)}°, ${number(s.dec, 5)}°`], ['MJD', s.mjd && number(s.mjd, 4)],
    ['Exposure', s.exposure_time && `${number(s.exposure_time)} s`], ['S/N per Å', s.snr === null ? 'not given' : `${number(s.snr, 1)} (${s.snr_source ?? 'source unknown'})`],
    ['Resolving power', s.resolving_power && number(s.resolving_power)], ['Radial velocity', s.radial_velocity === null ? null : `${number(s.radial_velocity, 2)} km/s`],
    ['Wavelengths', `${s.medium.toLowerCase()}, ${s.rest_frame ? 'rest frame' : 'not in the rest frame'}`], ['Normalised', s.normalised ? 'yes' : 'no'],
    ['File', s.file], ['SHA-256', s.file_sha256 && h('code', {}, s.file_sha256)]]);
  return add(h('div'), [list, table('Windows', [
    { name: 'Arm', value: (w) => w.arm }, { name: 'From (Å)', value: (w) => w.start, show: (w) => number(w.start, 2), number: true },
    { name: 'To (Å)', value: (w) => w.start + w.step * (w.n - 1), show: (w) => number(w.start + w.step * (w.n - 1), 2), number: true },
    { name: 'Step (Å)', value: (w) => w.step, show: (w) => number(w.step, 3), number: true }, { name: 'Pixels', value: (w) => w.n, show: (w) => number(w.n), number: true }], s.windows)]);
}
