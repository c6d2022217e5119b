import { h, fill } from './dom.js';
import { chart, tooltip } from './chart.js';
import { number } from './format.js';
import { LABELS, label, value } from './labels.js';
import { ellipse, histogram } from './statistics.js';

const MOST = 6;

/** Posterior of some labels, each against each. From samples where the worker sent them, else from σ and correlations. */
export function corner(result, samples, known) {
  if (result.labels.teff.std === null) return h('p', { class: 'empty' }, 'There is no posterior: every sample lies outside the training bounds.');
  const sampled = Boolean(samples?.values?.length);
  const place = h('div');
  const narrow = innerWidth < 640;
  const chosen = new Set(narrow ? ['teff', 'logg', 'fe_h'] : ['teff', 'logg', 'fe_h', 'vbroad', 'mg_fe']);
  const note = h('p', { class: 'note', role: 'status' });
  const choice = h('div', { class: 'buttons', role: 'group', 'aria-label': 'Labels of the corner plot' }, LABELS.map(({ key, symbol }) => h('button', {
    type: 'button', class: 'quiet', 'aria-pressed': String(chosen.has(key)), onclick: (e) => toggle(key, e.currentTarget),
  }, symbol)));
  const why = sampled ? `${number(samples.n)} thinned samples of the posterior.`
    : `${samples.missing ?? ''} Shown instead: normal distributions with the stored means, deviations and correlations, 68 % and 95 %.`;
  draw();
  return [h('p', { class: 'note' }, why), choice, note, place];

  function toggle(key, button) {
    if (chosen.has(key) && chosen.size > 1) chosen.delete(key);
    else if (!chosen.has(key) && chosen.size < MOST) chosen.add(key);
    else note.textContent = chosen.has(key) ? 'One label has to stay.' : `At most ${MOST} at a time: take one away first.`;
    button.setAttribute('aria-pressed', String(chosen.has(key)));
    draw();
  }

  function draw() {
    const keys = LABELS.map((l) => l.key).filter((k) => chosen.has(k));
    const words = `Posterior of ${keys.map((k) => `${label(k).symbol} ${value(k, result.labels[k].map)}`).join(', ')}. Strong correlations: ${strong(result, keys) || 'none'}.`;
    fill(place, chart({
      size: 'corner', words, option: (c) => option(c, result, sampled ? samples : null, known, keys),
      caption: `Solid lines: MAP.${known ? ` Dashed lines: ${known.kind.toLowerCase()} (${known.source}).` : ''} Shaded in the histograms: 68 %.`,
    }).figure);
  }
}

function correlation(result, a, b) {
  const order = result.correlation?.order ?? [];
  const [i, j] = [order.indexOf(a), order.indexOf(b)];
  if (i < 0 || j < 0) return null;
  const [row, column] = [Math.max(i, j), Math.min(i, j)];
  return result.correlation.values[row * (row - 1) / 2 + column];
}

function strong(result, keys) {
  const found = [];
  keys.forEach((a, i) => keys.slice(0, i).forEach((b) => {
    const rho = correlation(result, a, b);
    if (rho !== null && Math.abs(rho) >= 0.6) found.push(`${label(b).symbol} and ${label(a).symbol} ${number(rho, 2)}`);
  }));
  return found.join(', ');
}

function option(c, result, samples, known, keys) {
  const n = keys.length;
  const [left, bottom, top, right, gap] = [innerWidth < 640 ? 17 : 9, 9, 1.5, 1.5, 1.2];
  const width = (100 - left - right) / n;
  const height = (100 - top - bottom) / n;
  const parts = { grid: [], xAxis: [], yAxis: [], series: [] };
  const spans = Object.fromEntries(keys.map((k) => [k, span(result.labels[k], samples, k, known)]));
  keys.forEach((ky, row) => keys.slice(0, row + 1).forEach((kx, column) => {
    const at = parts.grid.length;
    parts.grid.push({ left: `${left + column * width}%`, top: `${top + row * height}%`, width: `${width - gap}%`, height: `${height - gap}%`, show: true, borderColor: c.edge, borderWidth: 1 });
    const plain = { gridIndex: at, type: 'value', scale: true, splitNumber: 3, splitLine: { show: false }, axisLine: { show: false }, axisTick: { show: false }, nameLocation: 'middle', nameTextStyle: { color: c.muted, fontSize: 11 } };
    const ticks = (key, shown) => ({ show: shown, color: c.muted, fontSize: 10, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: (v) => value(key, v) });
    const low = row === n - 1;
    parts.xAxis.push({ ...plain, min: spans[kx][0], max: spans[kx][1], name: low ? `${label(kx).symbol} (${label(kx).unit})` : '', nameGap: 24, axisLabel: ticks(kx, low) });
    if (row === column) {
      parts.yAxis.push({ ...plain, min: 0, axisLabel: { show: false }, name: row === 0 ? '' : '' });
      parts.series.push(...diagonal(c, result.labels[kx], samples, kx, spans[kx], known, at));
    } else {
      const edge = column === 0;
      parts.yAxis.push({ ...plain, min: spans[ky][0], max: spans[ky][1], name: edge ? `${label(ky).symbol} (${label(ky).unit})` : '', nameGap: 42, axisLabel: ticks(ky, edge) });
      parts.series.push(...pair(c, result, samples, kx, ky, known, at));
    }
  }));
  return { ...parts, tooltip: tooltip(c, { show: false }) };
}

/** What an axis shows: the posterior, and the known value where it is near. */
function span(e, samples, key, known) {
  const column = samples?.labels.indexOf(key) ?? -1;
  let [low, high] = [e.mean - 3.5 * e.std, e.mean + 3.5 * e.std];
  if (column >= 0) {
    const sorted = samples.values.map((s) => s[column]).sort((a, b) => a - b);
    const edge = 0.06 * (sorted.at(-1) - sorted[0]) || 1e-3;
    [low, high] = [sorted[0] - edge, sorted.at(-1) + edge];
  }
  const truth = known?.values[key]?.[0];
  const reach = (high - low) * 0.8;
  if (Number.isFinite(truth) && truth > low - reach && truth < high + reach) [low, high] = [Math.min(low, truth - reach / 16), Math.max(high, truth + reach / 16)];
  return [Number(low.toPrecision(6)), Number(high.toPrecision(6))];
}

const marks = (c, points) => ({ silent: true, symbol: 'none', animation: false, label: { show: false }, data: points.filter(([, x]) => Number.isFinite(x)).map(([axis, x, dashed]) => ({ [axis]: x, lineStyle: { color: dashed ? c.warn : c.fit, type: dashed ? 'dashed' : 'solid', width: dashed ? 2 : 1.2 } })) });

function diagonal(c, e, samples, key, [low, high], known, at) {
  const data = histogram(samples?.values.map((s) => s[samples.labels.indexOf(key)]), e, low, high);
  const place = { xAxisIndex: at, yAxisIndex: at, type: 'line', step: samples ? 'middle' : false, symbol: 'none', silent: true };
  return [
    { ...place, data, lineStyle: { color: c.accent, width: 1.3 }, markLine: marks(c, [['xAxis', e.map], ['xAxis', known?.values[key]?.[0], true]]) },
    { ...place, data: data.filter(([x]) => x >= e.q16 && x <= e.q84), lineStyle: { opacity: 0 }, areaStyle: { color: c.accent, opacity: 0.35 } },
  ];
}

function pair(c, result, samples, kx, ky, known, at) {
  const [x, y] = [result.labels[kx], result.labels[ky]];
  const lines = marks(c, [['xAxis', x.map], ['yAxis', y.map], ['xAxis', known?.values[kx]?.[0], true], ['yAxis', known?.values[ky]?.[0], true]]);
  const place = { xAxisIndex: at, yAxisIndex: at, silent: true };
  if (samples) {
    const [i, j] = [samples.labels.indexOf(kx), samples.labels.indexOf(ky)];
    return [{ ...place, type: 'scatter', symbolSize: 2.5, itemStyle: { color: c.accent, opacity: 0.45 }, data: samples.values.map((s) => [s[i], s[j]]), markLine: lines }];
  }
  const rho = correlation(result, kx, ky) ?? 0;
  return [2.4477, 1.5152].map((scale, k) => ({
    ...place, type: 'line', symbol: 'none', data: ellipse(x, y, rho, scale), lineStyle: { color: c.accent, width: 1.3 },
    areaStyle: undefined, markLine: k === 0 ? lines : undefined,
  }));
}
