import { h, facts } from './dom.js';
import { dateTime } from './format.js';

const mono = (text) => text && h('code', {}, text);

/** From the file to the row: everything that says where a result comes from. */
export function provenance(r) {
  const p = r.provenance;
  const { truth, ...steps } = p.reduction ?? {};
  const source = r.source.partition < 0 ? 'read from a file, never in the topic' : `${r.source.topic}, partition ${r.source.partition}, offset ${r.source.offset}`;
  return h('div', { class: 'cols' },
    h('div', {}, h('h3', {}, 'Spectrum'), facts([
      ['File', mono(p.file)], ['SHA-256 of the file', mono(p.file_sha256)], ['Read as', p.file_format],
      ['Reduced by', p.upstream_software], ['Published by', p.producer_version],
      ['Record', source], ['Target', r.target_id], ['Published', r.produced_at && dateTime(r.produced_at)],
      ...Object.entries(steps).sort().map(([step, how]) => [`Step: ${step}`, how])])),
    h('div', {}, h('h3', {}, 'Model and result'), facts([
      ['Model', `${r.model.name} ${r.model.version}`], ['SHA-256 of model.json', mono(r.model.sha256)],
      ['Engine', `Starflow ${r.model.engine_version} on ${r.model.execution_provider}`],
      ['Inferred', r.inferred_at && dateTime(r.inferred_at)], ['Stored', dateTime(r.received_at)],
      ['Last written', r.updated_at !== r.received_at ? dateTime(r.updated_at) : null],
      ['Truth', truth && 'known: the spectrum is simulated'], ['Flag word', mono(String(r.flags.word))]])));
}
