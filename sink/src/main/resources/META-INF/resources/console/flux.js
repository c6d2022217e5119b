import { h, fill } from './dom.js';
import { chart } from './chart.js';
import { number } from './format.js';
import { pixels } from './pixels.js';
import { NAMED, fluxOption, ticks } from './flux-option.js';
import { table } from './table.js';

const VIEWS = [['Whole', null], ['Mg b', [5160, 5195]], ['Ca, Fe 5580', [5560, 5610]], ['Ca I 6162', [6150, 6180]], ['Hα', [6535, 6590]], ['Li I 6708', [6698, 6718]]];
const AVERAGED = 10;
let lines = null;

/** Observed flux with its uncertainty, fit and residual, with the lines of the paper's Table B.1. */
export function fluxChart(observed, fit) {
  const place = h('div', {}, h('p', { class: 'note' }, 'Drawing …'));
  lineList().then((list) => draw(place, list, observed, fit));
  return place;
}

async function lineList() {
  try {
    lines ??= await (await fetch('/console/lines.json')).json();
  } catch {
    return [];
  }
  return lines;
}

function draw(place, list, observed, fit) {
  const fine = pixels(observed, fit);
  let windows = fine;
  const whole = [fine[0][0][0], fine.at(-1).at(-1)[0]];
  let range = whole;
  const words = sentence(fine, whole, observed, fit);
  const plot = chart({
    size: 'tall', words, option: (c) => fluxOption(c, { windows, list, fit, whole, range }),
    caption: `${words} Wavelengths in Å, ${(observed?.medium ?? fit.medium).toLowerCase()}, rest frame of the star. Blue ticks: lines of the paper's Table B.1, named when zoomed in. Shaded: pixels that the model never uses. Wheel or pinch to zoom, drag to move.`,
    data: () => lineTable(fine.flat(), list),
    ready: (instance) => instance.on('dataZoom', () => {
      const { startValue, endValue } = instance.getOption().dataZoom[0];
      const before = range[1] - range[0] < NAMED;
      range = [startValue, endValue];
      const named = endValue - startValue < NAMED;
      if (named !== before) instance.setOption({ series: [{ id: 'lines', data: ticks(list, named) }] });
    }),
  });
  const zoom = (to) => {
    range = to ?? whole;
    plot.update();
  };
  const average = h('input', { type: 'checkbox', onchange: () => { windows = average.checked ? pixels(observed, fit, AVERAGED) : fine; plot.update(); } });
  fill(place, h('div', { class: 'buttons', role: 'group', 'aria-label': 'What to show of the spectrum' }, VIEWS
    .filter(([, to]) => !to || to[0] < whole[1] && to[1] > whole[0])
    .map(([name, to]) => h('button', { type: 'button', class: 'quiet', onclick: () => zoom(to) }, name)),
  h('label', {}, average, ` average over ${AVERAGED} pixels`)), plot.figure);
}

function sentence(windows, [first, last], observed, fit) {
  const masked = (at) => (fit?.mask ?? []).some((m) => at >= m.from && at <= m.to);
  const residuals = windows.flat().filter((r) => r[4] !== null && !masked(r[0])).map((r) => r[4]);
  const rms = Math.sqrt(residuals.reduce((sum, x) => sum + x * x, 0) / Math.max(1, residuals.length));
  return `${observed ? 'Observed flux with uncertainty' : 'No observed flux'}${fit ? ', the fit at the MAP and the residual' : ''} from ${number(first)} to ${number(last)} Å${residuals.length ? `; the residual has an rms of ${number(100 * rms, 2)} % of the continuum outside the mask` : ''}.`;
}

/** What the chart shows at the lines, in figures. */
function lineTable(rows, list) {
  const nearest = (at) => rows.reduce((best, r) => Math.abs(r[0] - at) < Math.abs(best[0] - at) ? r : best);
  const all = list.filter(([, at]) => at >= rows[0][0] && at <= rows.at(-1)[0]).map(([species, at, isotope]) => ({ species: (isotope ?? '') + species, at, row: nearest(at) }));
  return table('Flux at the centres of the lines of Table B.1', [
    { name: 'Line', value: (r) => r.species }, { name: 'Wavelength (Å)', value: (r) => r.at, show: (r) => number(r.at, 3), number: true },
    ...[['Observed', 1], ['σ', 2], ['Fit', 3], ['Residual', 4]].map(([name, i]) => ({ name, value: (r) => r.row[i], show: (r) => number(r.row[i], 4), number: true })),
  ], all, { sort: 1 });
}
