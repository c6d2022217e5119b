import { axis, legend, tooltip } from './chart.js';
import { number, tick } from './format.js';

/** Widest stretch, in Å, in which lines are named. */
export const NAMED = 130;
const TOP = 1.2;

export const ticks = (list, named) => list.map(([species, at, isotope]) => ({
  value: [at, TOP - 0.02], label: { show: named }, name: `${isotope ?? ''}${species}`,
}));

/** Two panels on one axis of wavelength: flux, and residual where there is a fit. One series a window: gaps stay gaps. */
export function fluxOption(c, { windows, list, fit, whole, range }) {
  const two = Boolean(fit);
  const reach = residualReach(windows);
  const label = { color: c.muted, showMinLabel: false, showMaxLabel: false, hideOverlap: true, formatter: tick };
  const x = (more) => ({ ...axis(c, '', { axisLabel: label, ...more }), min: whole[0], max: whole[1], scale: true });
  const series = windows.flatMap((rows, w) => window(c, rows, w, two));
  series[0].markArea = { silent: true, itemStyle: { color: c.muted, opacity: 0.18 }, data: (fit?.mask ?? []).map((m) => [{ xAxis: m.from }, { xAxis: m.to }]) };
  if (two) series.push({ type: 'line', data: [[whole[0], 0], [whole[1], 0]], xAxisIndex: 1, yAxisIndex: 1, symbol: 'none', silent: true, lineStyle: { color: c.fit, width: 1 }, z: 6 });
  series.push({
    id: 'lines', name: 'Table B.1', type: 'scatter', data: ticks(list, range[1] - range[0] < NAMED), symbol: 'rect', symbolSize: [1.5, 9], silent: true,
    itemStyle: { color: c.line }, z: 7, labelLayout: { hideOverlap: true }, label: { position: 'bottom', color: c.line, fontSize: 11, formatter: '{b}' },
  });
  return {
    tooltip: tooltip(c, { trigger: 'axis', formatter: (all) => readout(all.find((p) => p.seriesName === 'Observed' || p.seriesName === 'Fit'), windows) }),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    legend: legend(c, { data: ['Observed', '± 1σ', ...(two ? ['Fit', 'Residual'] : [])] }),
    grid: [{ left: 60, right: 16, top: 36, bottom: two ? '37%' : 84 }, { left: 60, right: 16, top: '68%', bottom: 84 }],
    xAxis: [x({ gridIndex: 0, name: two ? '' : 'Wavelength (Å)', axisLabel: { ...label, show: !two } }), x({ gridIndex: 1, show: two, name: 'Wavelength (Å)', nameGap: 26 })],
    yAxis: [{ ...axis(c, 'Flux / continuum', { nameGap: 40 }), gridIndex: 0, max: TOP, min: (v) => Math.max(0, Math.floor(10 * v.min) / 10) },
      { ...axis(c, 'Residual', { nameGap: 40 }), gridIndex: 1, show: two, min: -reach, max: reach, interval: reach }],
    dataZoom: [{ type: 'inside', xAxisIndex: [0, 1], startValue: range[0], endValue: range[1], filterMode: 'filter' },
      { type: 'slider', xAxisIndex: [0, 1], startValue: range[0], endValue: range[1], bottom: 6, height: 24, showDataShadow: false, borderColor: c.edge, textStyle: { color: c.muted }, labelFormatter: (v) => `${Math.round(v)} Å`, fillerColor: 'rgba(120,170,220,0.25)' }],
    series,
  };
}

function window(c, rows, w, two) {
  const line = (name, column, colour, more) => ({
    name, type: 'line', data: rows.map((r) => [r[0], r[column]]), symbol: 'none', sampling: 'minmax', lineStyle: { color: colour, width: 1 }, itemStyle: { color: colour }, ...more,
  });
  const band = (name, of, more) => ({
    name, type: 'line', stack: `band-${w}`, stackStrategy: 'all', data: rows.map((r) => [r[0], r[1] === null || r[2] === null ? null : of(r)]),
    symbol: 'none', silent: true, lineStyle: { opacity: 0 }, itemStyle: { color: c.band }, ...more,
  });
  const all = [line('Observed', 1, c.obs, { z: 3 }), band('lower', (r) => r[1] - r[2], {}), band('± 1σ', (r) => 2 * r[2], { areaStyle: { color: c.band, opacity: 0.6 } })];
  if (two) all.push(line('Fit', 3, c.fit, { z: 4 }), line('Residual', 4, c.obs, { xAxisIndex: 1, yAxisIndex: 1 }));
  return all;
}

/** Round figure beyond most of the residuals. */
function residualReach(windows) {
  const sizes = windows.flat().map((r) => Math.abs(r[4])).filter((x) => x > 0).sort((a, b) => a - b);
  const most = 1.5 * (sizes[Math.floor(0.98 * sizes.length)] ?? 0.05);
  return [0.02, 0.05, 0.1, 0.2, 0.5].find((r) => r >= most) ?? 1;
}

function readout(point, windows) {
  if (!point) return '';
  const at = point.value[0];
  const row = windows.find((rows) => at >= rows[0][0] && at <= rows.at(-1)[0])?.find((r) => r[0] === at);
  if (!row) return '';
  const [, flux, error, fit, residual] = row;
  return [`${number(at, 2)} Å`, flux === null ? 'not used' : `observed ${number(flux, 4)} ± ${number(error, 4)}`,
    fit !== null && `fit ${number(fit, 4)}`, residual !== null && `residual ${number(residual, 4)}`].filter(Boolean).join('\n');
}
