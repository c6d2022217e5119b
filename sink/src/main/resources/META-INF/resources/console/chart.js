import * as echarts from '/lib/echarts-6.0.0/echarts.esm.min.js';
import { h } from './dom.js';
import { tick } from './format.js';

const open = new Set();

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours of the theme that is on. */
export const colours = () => Object.fromEntries(
  ['text', 'muted', 'grid', 'edge', 'panel', 'accent', 'ok', 'warn', 'bad', 'obs', 'fit', 'band', 'line'].map((n) => [n, css(`--${n}`)]));

/** Viridis, readable for the colour-blind. */
export const VIRIDIS = ['#46307e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39', '#fde725'];

export function axis(c, name, more = {}) {
  return {
    name, nameLocation: 'middle', nameGap: 30, type: 'value', scale: true,
    nameTextStyle: { color: c.muted }, axisLabel: { color: c.muted, hideOverlap: true, formatter: tick },
    axisLine: { show: true, lineStyle: { color: c.edge } }, axisTick: { show: true, lineStyle: { color: c.edge } },
    splitLine: { lineStyle: { color: c.grid } }, ...more,
  };
}

export const legend = (c, more = {}) => ({
  top: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, itemGap: 16, textStyle: { color: c.muted }, ...more,
});

/** Tooltips are drawn on the canvas: no markup, as the page's security policy wants it. */
export const tooltip = (c, more = {}) => ({
  renderMode: 'richText', backgroundColor: c.panel, borderColor: c.edge, textStyle: { color: c.text, fontSize: 12 }, confine: true, ...more,
});

/**
 * A chart with its words. option: colours => ECharts option; words: one sentence for those who do not see it; data: a
 * node with the same figures, or a function that makes it when it is opened.
 */
export function chart({ size = '', option, words, data = null, caption = null, ready = () => {} }) {
  const box = h('div', { class: `chart ${size}`, role: 'img', 'aria-label': words });
  const figure = h('figure', {}, box, caption && h('figcaption', {}, caption), data && lazy(data));
  const handle = { figure, instance: null, update, words: (text) => box.setAttribute('aria-label', text) };
  const observer = new ResizeObserver(() => { begin(); handle.instance?.resize(); });

  function begin() {
    if (!handle.instance && box.isConnected && box.clientWidth > 0 && box.clientHeight > 0) {
      handle.instance = echarts.init(box, null, { renderer: 'canvas' });
      update();
      ready(handle.instance);
      open.add(handle);
    }
  }

  function update(next = option) {
    option = next;
    handle.instance?.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option(colours()) }, { notMerge: true });
  }

  handle.dispose = () => {
    observer.disconnect();
    open.delete(handle);
    handle.instance?.dispose();
    handle.instance = null;
  };
  observer.observe(box);
  return handle;
}

function lazy(data) {
  const details = h('details', {}, h('summary', {}, 'The same as a table'));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(typeof data === 'function' ? data() : data);
  });
  return details;
}

export const recolour = () => open.forEach((handle) => handle.update());
export const disposeAll = () => [...open].forEach((handle) => handle.dispose());
