import { h, fill, panel, problem } from './dom.js';
import { number } from './format.js';
import { axis, chart, legend, tooltip, VIRIDIS } from './chart.js';
import { SERIOUS, value } from './labels.js';
import { rows, selection } from './selection.js';
import { resultTable, spectrumLink } from './results.js';

export const title = 'Kiel diagram';

const COLOURS = {
  fe_h: ['[Fe/H]', (r, k) => r[k].fe_h, [-2.5, -2, -1.5, -1, -0.5, 0]],
  snr: ['S/N per Å', (r) => r.snr, [20, 40, 60, 100, 150, 200]],
  chi2: ['reduced χ²', (r) => r.chi2, [0.8, 1, 1.25, 1.5, 2, 4]],
};

export function render(body) {
  const colour = h('select', { name: 'colour' }, Object.entries(COLOURS).map(([key, [name]]) => h('option', { value: key }, name)));
  const place = h('div');
  const choice = selection(load);
  choice.form.append(h('label', {}, 'Colour', colour));
  fill(body, panel(null, choice.form, place));
  let turn = 0;
  load();

  async function load() {
    const mine = ++turn;
    try {
      const plot = await choice.fetch();
      if (mine === turn) draw(plot);
    } catch (error) {
      if (mine === turn) fill(place, problem(error));
    }
  }

  function draw(plot) {
    const kind = choice.kind();
    const all = rows(plot).filter((r) => r[kind].teff !== null && r[kind].logg !== null);
    if (all.length === 0) {
      fill(place, h('p', { class: 'empty' }, plot.rows === 0 ? 'There are no results in this selection.'
        : `None of the ${number(plot.rows)} results has ${kind === 'corrected' ? 'corrected values: the model has no correction, or not for these stars' : 'an estimate'}.`));
      return;
    }
    const flagged = all.filter((r) => r.flags & SERIOUS).length;
    const [name] = COLOURS[colour.value];
    const words = `Kiel diagram of ${number(all.length)} results: Teff against log g, both reversed, coloured by ${name}; ${number(flagged)} have a serious flag (triangles).`;
    const figure = chart({
      size: 'tall', words, option: (c) => option(c, all, kind, colour.value),
      caption: `${number(all.length)} results of ${plot.model.name} ${plot.model.version}${plot.more ? ' (there are more)' : ''}; ${number(flagged)} with a serious flag, drawn as triangles. A click opens the spectrum.`,
      data: () => resultTable('Results of the diagram', all, kind),
      ready: (instance) => instance.on('click', (p) => { location.hash = spectrumLink(p.data[3], plot.model); }),
    });
    fill(place, figure.figure);
  }
}

function option(c, all, kind, by) {
  const [name, of, edges] = COLOURS[by];
  const bins = VIRIDIS.map(() => []);
  const flagged = [];
  for (const r of all) {
    const x = of(r, kind);
    const point = [r[kind].teff, r[kind].logg, x, r.id, r[kind].fe_h];
    if (r.flags & SERIOUS) flagged.push(point);
    else bins[x === null ? 0 : edges.filter((e) => x >= e).length].push(point);
  }
  const range = (i) => i === 0 ? `< ${edges[0]}` : i === edges.length ? `≥ ${edges.at(-1)}` : `${edges[i - 1]} … ${edges[i]}`;
  const crowd = all.length > 4000;
  const series = bins.map((data, i) => ({ name: range(i).replaceAll('-', '\u2212'), type: 'scatter', data, symbolSize: crowd ? 4 : 7, itemStyle: { color: VIRIDIS[i], opacity: 0.85 }, large: data.length > 3000, largeThreshold: 3000 }));
  series.push({ name: 'serious flag', type: 'scatter', symbol: 'triangle', data: flagged, symbolSize: crowd ? 5 : 8, itemStyle: { color: c.bad, opacity: 0.75 }, large: flagged.length > 3000 });
  return {
    tooltip: tooltip(c, { formatter: (p) => `${p.data[3]}\nTeff ${value('teff', p.data[0])} K\nlog g ${value('logg', p.data[1])}\n[Fe/H] ${value('fe_h', p.data[4])}${by === 'fe_h' ? '' : `\n${name} ${number(p.data[2], 1)}`}` }),
    legend: legend(c, { type: 'scroll', icon: null, itemWidth: 11, itemHeight: 11, left: 'right', padding: [5, 10, 5, 90], formatter: (text) => text, pageTextStyle: { color: c.muted }, pageIconColor: c.accent, pageIconInactiveColor: c.edge }),
    title: { text: name, left: 8, top: 4, textStyle: { color: c.muted, fontSize: 12, fontWeight: 'normal' } },
    grid: { left: 58, right: 18, top: 36, bottom: 50 },
    xAxis: axis(c, 'Teff (K)', { inverse: true }),
    yAxis: axis(c, 'log g (dex)', { inverse: true, nameGap: 36 }),
    dataZoom: [{ type: 'inside', xAxisIndex: 0, filterMode: 'none' }, { type: 'inside', yAxisIndex: 0, filterMode: 'none' }],
    series,
  };
}
