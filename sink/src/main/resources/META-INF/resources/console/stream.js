import { h, fill, panel } from './dom.js';
import { duration, number, percent, rate, since, time } from './format.js';
import { subscribe } from './live.js';
import { axis, chart, legend, tooltip } from './chart.js';
import { table } from './table.js';

export const title = 'Stream';

export function render(body) {
  const headline = h('p', { class: 'headline', role: 'status' }, 'Waiting for the first figures …');
  const tiles = h('dl', { class: 'tiles' });
  const groups = h('div');
  const rejects = h('div');
  const plot = chart({ size: 'low', option: (c) => option(c, []), words: 'Backlog and rates of the last half hour.' });
  fill(body, headline, tiles, panel('Last half hour', plot.figure), groups, panel('Rejects by code', rejects));
  let drawn = '';
  const unsubscribe = subscribe((live) => {
    if (!live.state) return;
    say(headline, live);
    fill(tiles, tile(live));
    plot.update((c) => option(c, live.history));
    plot.words(words(live));
    const shape = JSON.stringify([live.state.groups, live.state.counts?.rejects_by_code]);
    if (shape !== drawn && !groups.contains(document.activeElement)) {
      drawn = shape;
      fill(groups, (live.state.groups ?? []).map(group));
      fill(rejects, codes(live.state.counts));
    }
  });
  return unsubscribe;
}

const down = (live, name) => live.state.dependencies.some((d) => d.name === name && !d.up);
const backlog = (live) => live.state.groups?.reduce((sum, g) => sum + g.lag, 0) ?? null;

/** One sentence that says whether the stream keeps up. */
function verdict(live) {
  const groups = live.state.groups;
  if (!live.connected) return ['bad', 'The sink does not answer; the figures are from before.'];
  if (down(live, 'broker')) return ['bad', 'The broker is away: nobody can say how far the workers are.'];
  if (!groups) return ['', 'Waiting for the broker …'];
  const lag = backlog(live);
  if (groups.every((g) => g.workers === 0)) return lag > 0 ? ['bad', `${spectra(lag)} wait and there is no worker.`] : ['warn', 'There is nothing to do, and no worker to do it.'];
  const behind = groups.filter((g) => g.lag > 0);
  if (behind.length === 0) return ['ok', 'Keeping up: every spectrum in the topic is done.'];
  const quiet = Math.max(...behind.flatMap((g) => g.partitions.map((p) => p.quiet_seconds ?? 0)));
  if (quiet > 120) return ['bad', `${spectra(lag)} to do, and a partition has not moved for ${duration(quiet)}: the table below says which.`];
  const growing = behind.find((g) => g.trend === 'growing');
  if (growing) return ['warn', `The backlog of ${spectra(growing.lag)} grows: ${rate(growing.rate_in)} a second come in, ${rate(growing.rate_out)} are done.`];
  const left = secondsLeft(groups);
  if (left !== null) return ['ok', `Keeping up: ${spectra(lag)} to do, gone in ${duration(left)} (about ${soon(left)}).`];
  return ['', `${spectra(lag)} to do; how long that takes is known in a few seconds.`];
}

const spectra = (n) => `${number(n)} ${n === 1 ? 'spectrum' : 'spectra'}`;
const soon = (seconds) => `${time(Date.now() + seconds * 1000).slice(0, 5)} UTC`;

function secondsLeft(groups) {
  const all = (groups ?? []).map((g) => g.seconds_left).filter((x) => x !== null);
  return all.length ? Math.max(...all) : null;
}

function say(headline, live) {
  const [kind, text] = verdict(live);
  headline.className = `headline ${kind}`;
  if (headline.textContent !== text) headline.textContent = text;
}

function tile(live) {
  const { now, counts, sink, groups } = live.state;
  const left = secondsLeft(groups);
  const trend = (groups ?? []).some((g) => g.trend === 'growing') ? 'growing' : null;
  const oldest = (groups ?? []).map((g) => g.oldest_age_seconds).filter((x) => x > 0);
  const one = (name, value, unit, note) => h('div', { class: 'tile' }, h('dt', {}, name),
    h('dd', {}, value, unit && h('span', { class: 'unit' }, unit), note && h('span', { class: 'note' }, note)));
  return [
    one('Backlog', number(backlog(live)), 'spectra', oldest.length ? `the oldest is ${duration(Math.max(...oldest))} old` : null),
    one('Gone in', left !== null ? duration(left) : trend ?? (backlog(live) === 0 ? 'now' : '–'), null, left !== null ? `about ${soon(left)}` : null),
    one('Coming in', rate(now.in), '/ s'),
    one('Done', rate(now.out), '/ s'),
    one('Workers', number(groups?.reduce((sum, g) => sum + g.workers, 0))),
    one('Sink behind', number(sink.lag), 'records', sink.state === 'consuming' ? `last progress ${duration(sink.progress_age_seconds)} ago` : sink.reason ?? sink.state),
    one('Results', number(counts?.results)),
    one('Flagged', counts ? percent(counts.flagged, counts.results) : '–', null, counts && `${number(counts.flagged)} seriously`),
    one('Rejects', number(counts?.rejects), null, counts && `${number(counts.rejects_waiting)} not replayed`),
  ];
}

function group(g) {
  const name = g.group === 'none' ? 'Spectra that no worker has seen' : g.group;
  return panel(name,
    h('p', { class: 'note' }, `${g.workers} ${g.workers === 1 ? 'worker' : 'workers'}, ${g.state}; ${spectra(g.lag)} to do.`),
    h('div', { class: 'cols' },
      table('Workers', [
        { name: 'Worker', value: (m) => short(m.client, g) },
        { name: 'Host', value: (m) => m.host },
        { name: 'Partitions', value: (m) => m.partitions.length, show: (m) => m.partitions.join(', ') || 'none' },
      ], g.members),
      table('Partitions', [
        { name: 'Partition', value: (p) => p.partition, number: true },
        { name: 'Done up to', value: (p) => p.next, show: (p) => number(p.next), number: true },
        { name: 'End', value: (p) => p.end, show: (p) => number(p.end), number: true },
        { name: 'To do', value: (p) => p.lag, show: (p) => number(p.lag), number: true },
        { name: 'Oldest', value: (p) => p.oldest_age_seconds ?? -1, show: (p) => p.lag ? duration(p.oldest_age_seconds) : '–', number: true },
        { name: 'Quiet for', value: (p) => p.quiet_seconds ?? -1, show: (p) => p.quiet_seconds === null ? 'idle' : h('span', { class: p.quiet_seconds > 120 ? 'bad-text' : '' }, duration(p.quiet_seconds)), number: true },
        { name: 'Read by', value: (p) => p.member ?? '', show: (p) => p.member ? short(p.member, g) : h('span', { class: 'warn-text' }, 'nobody') },
      ], g.partitions)));
}

const short = (client, g) => client.replace(`${g.group}-`, '');

function codes(counts) {
  if (!counts) return h('p', { class: 'empty' }, 'Not known: the database does not answer.');
  const rows = Object.entries(counts.rejects_by_code);
  if (rows.length === 0) return h('p', { class: 'empty' }, 'Nothing has been refused.');
  return [table('Rejects', [
    { name: 'Code', value: (r) => r[0], show: (r) => h('a', { href: `#/rejects?code=${r[0]}` }, r[0]) },
    { name: 'Number', value: (r) => r[1], show: (r) => number(r[1]), number: true },
  ], rows, { sort: 1, descending: true }), h('p', { class: 'note' }, `Counted ${since(counts.taken_at)} ago.`)];
}

function words(live) {
  const first = live.history[0];
  const last = live.history.at(-1);
  return first && last
    ? `Backlog from ${number(first.lag)} to ${number(last.lag)} spectra since ${time(first.at)} UTC; ${rate(last.in)} a second come in, ${rate(last.out)} are done.`
    : 'Backlog and rates: no history yet.';
}

function option(c, history) {
  const at = (field) => history.map((m) => [m.at, m[field]]);
  const line = (name, field, index, colour, dash) => ({
    name, type: 'line', data: at(field), yAxisIndex: index, showSymbol: history.length < 3, symbolSize: 4,
    lineStyle: { color: colour, width: 2, type: dash }, itemStyle: { color: colour }, areaStyle: index === 0 ? { color: colour, opacity: 0.15 } : undefined,
  });
  const y = (name, more) => ({ ...axis(c, name, more), min: 0, nameGap: 46, minInterval: name.includes('second') ? 0 : 1 });
  return {
    tooltip: tooltip(c, { trigger: 'axis' }),
    legend: legend(c),
    grid: { left: 66, right: 66, top: 34, bottom: 26 },
    xAxis: { type: 'time', axisLabel: { color: c.muted, hideOverlap: true }, axisLine: { lineStyle: { color: c.edge } } },
    yAxis: [y('Backlog (spectra)', { scale: false }), y('Spectra a second', { scale: false, splitLine: { show: false } })],
    series: [line('Backlog', 'lag', 0, c.accent, 'solid'), line('Coming in', 'in', 1, c.warn, 'dashed'), line('Done', 'out', 1, c.ok, 'solid')],
  };
}
