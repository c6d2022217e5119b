import { h, fill } from './dom.js';
import { since, time } from './format.js';
import { start, subscribe } from './live.js';
import { disposeAll, recolour } from './chart.js';
import { onChange, signIn, signOut, user } from './session.js';

const PAGES = [
  ['stream', 'Stream', () => import('./stream.js')],
  ['kiel', 'Kiel diagram', () => import('./kiel.js')],
  ['sky', 'Sky', () => import('./sky.js')],
  ['search', 'Search', () => import('./search.js')],
  ['rejects', 'Rejects', () => import('./rejects.js')],
  ['audit', 'Audit', () => import('./audit.js')],
  ['spectrum', null, () => import('./spectrum.js')],
];
const main = document.getElementById('main');
let leave = () => {};
let turn = 0;

async function route() {
  const [address, parameters = ''] = location.hash.replace(/^#\/?/, '').split('?');
  if (location.hash && !location.hash.startsWith('#/')) return; // the skip link
  const [name, ...rest] = address.split('/');
  const page = PAGES.find(([key]) => key === name) ?? PAGES[0];
  const mine = ++turn;
  leave();
  disposeAll();
  leave = () => {};
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.hash === `#/${page[0]}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  fill(main, h('p', { class: 'note' }, 'Loading …'));
  const module = await page[2]();
  if (mine !== turn) return;
  const title = h('h1', { tabindex: -1 }, module.title);
  const body = h('div');
  fill(main, title, body);
  document.title = `${module.title} · Starflow`;
  leave = module.render(body, {
    id: rest.map(decodeURIComponent).join('/'), query: new URLSearchParams(parameters), title,
  }) ?? (() => {});
  if (started) title.focus({ preventScroll: true });
  started = true;
}
let started = false;

function banner(live) {
  const status = document.getElementById('live');
  status.className = `live ${live.connected ? 'on' : 'off'}`;
  const words = live.connected ? 'live' : 'not live';
  if (status.textContent !== words) status.textContent = words;
  const lines = [];
  if (!live.connected && live.lostSince) {
    lines.push(['Sink', live.lostSince, 'It does not answer.', 'Nothing is lost: results wait in their topic. What is shown is from before.']);
  }
  for (const d of live.state?.dependencies ?? []) {
    if (!d.up) lines.push([d.name[0].toUpperCase() + d.name.slice(1), d.since, d.reason ?? '', d.effect]);
  }
  const away = document.getElementById('away');
  const text = lines.map((l) => l.join()).join();
  if (away.dataset.text !== text) {
    away.dataset.text = text;
    fill(away, lines.map(([name, at, reason, effect]) => h('p', {},
      h('strong', {}, `${name} away since ${time(at)} UTC. `), `${effect} `, h('span', { class: 'note' }, reason))));
  }
  away.querySelectorAll('strong').forEach((strong, i) => strong.setAttribute('title', `for ${since(lines[i][1])}`));
}

function theme(next) {
  document.documentElement.dataset.theme = next;
  document.getElementById('theme').textContent = next === 'dark' ? 'Light theme' : 'Dark theme';
  try {
    localStorage.setItem('starflow-theme', next);
  } catch {
    // A browser that keeps nothing: dark again next time.
  }
  recolour();
}

function account() {
  document.getElementById('account').textContent = user() ? `Sign out ${user()}` : 'Sign in';
}

fill(document.getElementById('nav'), PAGES.filter(([, words]) => words).map(([key, words]) => h('a', { href: `#/${key}` }, words)));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
document.getElementById('theme').addEventListener('click', () => theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
document.getElementById('account').addEventListener('click', () => user() ? signOut() : signIn());
onChange(account);
account();
let kept = 'dark';
try {
  kept = localStorage.getItem('starflow-theme') ?? 'dark';
} catch {
  // Dark is for a dark room.
}
theme(kept === 'light' ? 'light' : 'dark');
addEventListener('hashchange', route);
subscribe(banner);
route();
start();
