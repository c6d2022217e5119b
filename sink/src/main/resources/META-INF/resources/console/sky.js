import { h, fill, panel, problem } from './dom.js';
import { number } from './format.js';
import { chart, tooltip } from './chart.js';
import { SERIOUS, value } from './labels.js';
import { rows, selection } from './selection.js';
import { resultTable, spectrumLink } from './results.js';
import { galacticPlane, mollweide, parallels, meridians } from './projection.js';

export const title = 'Sky';

export function render(body) {
  const place = h('div');
  const choice = selection(load);
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
    const all = rows(plot);
    const placed = all.filter((r) => r.ra !== null && r.dec !== null);
    if (placed.length === 0) {
      fill(place, h('p', { class: 'empty' }, all.length === 0 ? 'There are no results in this selection.'
        : `None of the ${number(all.length)} results carries a position; simulated spectra have none.`));
      return;
    }
    const lacking = all.length - placed.length;
    const words = `Sky map of ${number(placed.length)} results in Mollweide's projection, right ascension growing to the left.`;
    fill(place, chart({
      size: 'sky', words, option: (c) => option(c, placed, choice.kind()),
      caption: `${number(placed.length)} results of ${plot.model.name} ${plot.model.version}${plot.more ? ' (there are more)' : ''}; ICRS, Mollweide, 12 h in the middle, right ascension growing to the left. Dashed: the plane of the Galaxy.${lacking ? ` ${number(lacking)} results without a position are not shown.` : ''} A click opens the spectrum.`,
      data: () => resultTable('Results on the map', placed, choice.kind(), plot.model),
      ready: (instance) => instance.on('click', (p) => p.data?.[2] && (location.hash = spectrumLink(p.data[2].id, plot.model))),
    }).figure);
  }
}

function option(c, placed, kind) {
  const lines = (all, colour, type) => all.map((data) => ({ type: 'line', data, symbol: 'none', silent: true, tooltip: { show: false }, lineStyle: { color: colour, width: 1, type }, z: 1 }));
  const good = [];
  const flagged = [];
  for (const r of placed) (r.flags & SERIOUS ? flagged : good).push([...mollweide(r.ra, r.dec), r]);
  const points = (name, data, colour, symbol) => ({ name, type: 'scatter', data, symbol, symbolSize: placed.length > 4000 ? 3 : 6, itemStyle: { color: colour, opacity: 0.85 }, z: 3, large: data.length > 4000 });
  const hours = [21, 18, 15, 12, 9, 6, 3].map((hour) => ({ x: mollweide(hour * 15, 0)[0], text: `${hour}h` }));
  return {
    tooltip: tooltip(c, { formatter: ({ data: [, , r] }) => `${r.id}\nRA ${number(r.ra, 4)}°  Dec ${number(r.dec, 4)}°\nTeff ${value('teff', r[kind].teff)} K, log g ${value('logg', r[kind].logg)}` }),
    legend: { data: ['no serious flag', 'serious flag'], bottom: 0, textStyle: { color: c.muted } },
    grid: { left: 8, right: 8, top: 8, bottom: 34 },
    xAxis: { type: 'value', min: -2.02, max: 2.02, show: false }, yAxis: { type: 'value', min: -1.03, max: 1.03, show: false },
    series: [...lines(parallels(), c.grid, 'solid'), ...lines(meridians(), c.grid, 'solid'), ...lines(galacticPlane(), c.muted, 'dashed'),
      { type: 'scatter', silent: true, symbolSize: 1, data: hours.map((hour) => [hour.x, 0]), itemStyle: { color: 'transparent' }, z: 2,
        label: { show: true, position: 'insideTop', color: c.muted, formatter: (p) => hours[p.dataIndex].text } },
      { type: 'scatter', silent: true, symbolSize: 1, data: [60, 30, -30, -60].map((d) => mollweide(359.9, d)), itemStyle: { color: 'transparent' }, z: 2,
        label: { show: true, position: 'left', color: c.muted, formatter: (p) => `${['+60', '+30', '\u221230', '\u221260'][p.dataIndex]}°` } },
      points('no serious flag', good, c.accent, 'circle'), points('serious flag', flagged, c.bad, 'triangle')],
  };
}
