import { authorization, signIn, signOut } from './session.js';

const BASE = '/api/v1';

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

// The header marks the request as this page's own; no cookie or stored password of the browser goes with it.
const headers = (accept) => {
  const given = { 'Starflow-Console': '1', Accept: accept };
  const token = authorization();
  if (token) given.Authorization = token;
  return given;
};

async function send(path, options) {
  let response;
  try {
    response = await fetch(BASE + path, { credentials: 'omit', cache: 'no-store', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The sink does not answer. Nothing is lost: results wait in their topic.');
  }
  if (response.ok) return response;
  let detail = `The sink answers ${response.status}.`;
  try {
    detail = (await response.json()).detail ?? detail;
  } catch {
    // Not JSON: the status says it.
  }
  throw new ApiError(response.status, detail);
}

let asking = null;

/** Like send, but asks who it is where that is wanted. */
async function known(path, options, accept) {
  const attempt = () => send(path, { ...options, headers: headers(accept) });
  try {
    return await attempt();
  } catch (error) {
    if (error.status !== 401) throw error;
    signOut();
    asking ??= signIn(error.message).finally(() => { asking = null; });
    if (!await asking) throw error;
    return attempt();
  }
}

export const get = async (path, options) => (await known(path, options, 'application/json')).json();
export const post = async (path) => (await known(path, { method: 'POST' }, 'application/json')).json();

/** Saves what a path gives as a file; gives its size. */
export async function download(path, name, accept = '*/*') {
  const blob = await (await known(path, {}, accept)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  return blob.size;
}

/** Server-sent events by fetch, which can say who asks; ends with an error when the connection does. */
export async function events(path, onData, signal) {
  const response = await known(path, { signal }, 'text/event-stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new ApiError(0, 'The sink has closed the connection.');
    const parts = (rest + value).split(/\r?\n\r?\n/);
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split(/\r?\n/).filter((l) => l.startsWith('data:')).map((l) => l.slice(5).trim()).join('\n');
      if (data) onData(JSON.parse(data));
    }
  }
}

export const query = (parameters) => {
  const given = Object.entries(parameters).filter(([, v]) => v !== null && v !== undefined && v !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
};

/** An identifier in a path; its slashes stay. */
export const path = (id) => id.split('/').map(encodeURIComponent).join('/');
