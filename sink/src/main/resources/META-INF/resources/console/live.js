import { events, get } from './api.js';
import { onChange } from './session.js';

// One connection for the whole page. The latest state stays when it breaks, with the time from which on it is old.
const RETRY = 2000;
const SILENCE = 15000;
const KEPT = 400;
const listeners = new Set();
export const live = { state: null, history: [], lostSince: null, connected: false };

export function subscribe(listener) {
  listeners.add(listener);
  if (live.state || live.lostSince) listener(live);
  return () => listeners.delete(listener);
}

const tell = () => listeners.forEach((listener) => listener(live));

function receive(state) {
  live.state = state;
  live.connected = true;
  live.lostSince = null;
  const last = live.history.at(-1);
  if (!last || new Date(state.now.at) - new Date(last.at) >= 5000) live.history.push(state.now);
  if (live.history.length > KEPT) live.history.shift();
  tell();
}

function lost() {
  live.connected = false;
  live.lostSince ??= live.state ? live.state.at : new Date().toISOString();
  tell();
}

async function listen() {
  const control = new AbortController();
  let timer;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(), SILENCE);
  };
  try {
    watch();
    const report = await get('/console', { signal: control.signal });
    live.history = report.history;
    receive(report.state);
    await events('/console/events', (state) => { watch(); receive(state); }, control.signal);
    return true;
  } catch (error) {
    lost();
    return error.status !== 401;
  } finally {
    clearTimeout(timer);
  }
}

export async function start() {
  for (;;) {
    // Whoever did not sign in is asked again only when they ask to.
    if (await listen()) await new Promise((resolve) => setTimeout(resolve, RETRY));
    else await new Promise((resolve) => onChange(resolve));
  }
}
