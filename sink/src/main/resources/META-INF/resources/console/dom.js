// Elements are made from text alone: nothing that comes from outside is ever read as markup.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (value === true) element.setAttribute(name, '');
    else element.setAttribute(name, String(value));
  }
  add(element, children);
  return element;
}

export function add(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

export const panel = (title, ...children) => h('section', { class: 'panel' }, title && h('h2', {}, title), ...children);

export const problem = (error) => h('p', { class: 'problem', role: 'alert' }, error.message);

/** A definition list of facts; pairs without a value are left out. */
export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** Shows what a promise gives, or why it gives nothing. */
export async function show(element, promise, render) {
  fill(element, h('p', { class: 'note' }, 'Loading …'));
  try {
    const value = await promise;
    fill(element, render(value));
    return value;
  } catch (error) {
    fill(element, problem(error));
    return null;
  }
}
