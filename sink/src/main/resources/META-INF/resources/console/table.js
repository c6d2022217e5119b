import { h, fill } from './dom.js';

/**
 * A table that is sorted by its headings, with mouse or keyboard.
 * columns: {name, value: row => comparable, show: row => text or node, number: bool, plain: not sorted}
 */
export function table(caption, columns, rows, { sort = null, descending = false, limit = 500 } = {}) {
  const body = h('tbody');
  let by = sort;
  let down = descending;
  const heads = columns.map((column, i) => h('th', { scope: 'col', class: column.number ? 'num' : null },
    column.plain ? column.name : h('button', { type: 'button', onclick: () => { down = by === i ? !down : false; by = i; draw(); } }, column.name)));

  function draw() {
    const sorted = by === null ? rows : [...rows].sort((a, b) => compare(columns[by].value(a), columns[by].value(b)) * (down ? -1 : 1));
    heads.forEach((head, i) => i === by ? head.setAttribute('aria-sort', down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort'));
    fill(body, sorted.slice(0, limit).map((row) => h('tr', {}, columns.map((column) =>
      h('td', { class: column.number ? 'num' : null }, (column.show ?? column.value)(row))))));
  }

  draw();
  const note = rows.length > limit ? ` The first ${limit} of ${rows.length}.` : '';
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', {}, caption + note), h('thead', {}, h('tr', {}, heads)), body));
}

function compare(a, b) {
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true });
}
