import { h } from './dom.js';
import { LABELS, value } from './labels.js';
import { table } from './table.js';

/** Labels with intervals, raw beside corrected, and what is known of the star from elsewhere. */
export function labelTable(result, known) {
  const rows = LABELS.map((label, order) => ({ label, order, e: result.labels[label.key], known: known?.values[label.key] }));
  const x = (field) => ({ value: (r) => r.e[field], show: (r) => value(r.label.key, r.e[field]), number: true });
  const interval = (field) => ({
    value: (r) => r.e[field]?.[0] ?? null, number: true,
    show: (r) => r.e[field] ? `${value(r.label.key, r.e[field][0])} … ${value(r.label.key, r.e[field][1])}` : '–',
  });
  const columns = [
    { name: 'Label', value: (r) => r.order, show: (r) => r.label.symbol }, { name: 'Unit', value: (r) => r.label.unit },
    { name: 'Raw (MAP)', ...x('map') }, { name: 'Corrected', ...x('corrected') }, { name: 'Median', ...x('q50') }, { name: 'σ', ...x('std') },
    { name: '68 %', ...interval('interval_68') }, { name: '95 %', ...interval('interval_95') },
  ];
  if (known) columns.push({ name: known.kind, number: true, value: (r) => r.known?.[0] ?? null, show: (r) => told(r) });
  columns.push({
    name: 'Flags', value: (r) => r.e.flags.length,
    show: (r) => r.e.flags.length ? r.e.flags.map((f) => h('div', {}, h('span', { class: 'tag warn' }, f.name), ' ', h('span', { class: 'note' }, f.meaning))) : 'none',
  });
  return [table('Estimates of the 13 labels', columns, rows, { sort: 0 }), known && h('p', { class: 'note' }, `${known.kind}: ${known.source}.`)];
}

function told({ label, known, e }) {
  if (!known || known[0] === null) return '–';
  const error = known[1] === null ? '' : ` ± ${value(label.key, known[1])}`;
  // What is known has an uncertainty of its own.
  const slack = 2 * (known[1] ?? 0);
  const inside = e.interval_95 && known[0] + slack >= e.interval_95[0] && known[0] - slack <= e.interval_95[1];
  return [`${value(label.key, known[0])}${error}`, h('span', { class: inside ? 'ok-text' : 'warn-text', title: inside ? 'inside the 95 % interval' : 'outside the 95 % interval' }, inside ? ' ✓' : ' ✗ outside 95 %')];
}
