import { h, fill, panel, show } from './dom.js';
import { get } from './api.js';
import { dateTime, number } from './format.js';
import { table } from './table.js';

export const title = 'Audit';

const KINDS = { consistent: 'ok', in_progress: 'warn', difference: 'bad' };
const PARTITION = ['partition', 'inputs', 'inferred', 'rejected', 'waiting', 'in_flight', 'no_record', 'missing', 'duplicates'];

export function render(body) {
  const place = h('div', { 'aria-live': 'polite' });
  const button = h('button', { type: 'button', onclick: run }, 'Compare topics and database');
  fill(body, panel(null, h('p', {}, 'Counts every offset of the spectra topic against results and rejects in the database. It reads whole topics where it must: minutes on a large survey.'), h('div', { class: 'buttons' }, button), place));

  async function run() {
    button.disabled = true;
    await show(place, get('/audit'), report);
    button.disabled = false;
  }
}

function report(audit) {
  return [h('p', { class: `headline ${KINDS[audit.verdict] ?? ''}` }, audit.sentence),
    h('p', { class: 'note' }, `Checked at ${dateTime(audit.checked_at)}; the sink is ${audit.sink_caught_up ? 'up to date' : `${number(audit.sink_behind)} records behind`}; ${number(audit.quarantined)} records are in quarantine.`),
    audit.models.filter((m) => m.partitions).map((m) => [h('h3', {}, m.model ? `${m.model} ${m.version}` : 'Spectra without a model yet'),
      table(`Partitions: ${m.verdict.replace('_', ' ')}`, PARTITION.map((key) => ({
        name: key.replaceAll('_', ' '), value: (p) => p[key], show: (p) => number(p[key]), number: true,
      })), m.partitions)])];
}
