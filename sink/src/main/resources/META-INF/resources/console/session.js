import { h, fill } from './dom.js';

// Name and password live in this page's memory alone: a reload forgets them.
let credentials = null;
const listeners = new Set();

export const user = () => credentials?.user ?? null;
export const authorization = () => credentials && `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${credentials.user}:${credentials.password}`)))}`;
export const onChange = (listener) => listeners.add(listener);

export function signOut() {
  credentials = null;
  listeners.forEach((listener) => listener());
}

/** Asks for name and password; true when they were given. */
export function signIn(reason) {
  const dialog = document.getElementById('login');
  return new Promise((resolve) => {
    const name = h('input', { name: 'user', autocomplete: 'username', required: true, value: 'operator' });
    const password = h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
    const form = h('form', { method: 'dialog' },
      h('h2', { id: 'login-title' }, 'Sign in'),
      reason && h('p', { class: 'note' }, reason),
      h('label', {}, 'Name', name),
      h('label', {}, 'Password', password),
      h('div', { class: 'buttons' },
        h('button', { type: 'submit', value: 'ok' }, 'Sign in'),
        h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close('') }, 'Cancel')));
    fill(dialog, form);
    dialog.returnValue = '';
    dialog.addEventListener('close', () => {
      const given = dialog.returnValue === 'ok';
      if (given) {
        credentials = { user: name.value, password: password.value };
        listeners.forEach((listener) => listener());
      }
      fill(dialog);
      resolve(given);
    }, { once: true });
    if (!dialog.open) dialog.showModal();
    password.focus();
  });
}
