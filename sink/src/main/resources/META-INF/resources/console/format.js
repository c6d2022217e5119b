// Numbers and times for people. A dash where nothing is known.
const DASH = '–';
const known = (value) => value !== null && value !== undefined && Number.isFinite(Number(value));

export function number(value, digits = 0) {
  if (!known(value)) return DASH;
  const text = Number(value).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace(/,/g, '\u2009').replace('-', '\u2212');
  return /[1-9]/.test(text) ? text : text.replace('\u2212', '');
}

/** A tick of an axis: as many digits as it needs. */
export const tick = (value) => number(value, Math.min(4, (String(Number(Number(value).toPrecision(8))).split('.')[1] ?? '').length));

export const rate = (value) => known(value) ? number(value, value < 10 ? 1 : 0) : DASH;

export function duration(seconds) {
  if (!known(seconds)) return DASH;
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  if (s < 129600) return `${(s / 3600).toFixed(1)} h`;
  return `${(s / 86400).toFixed(1)} d`;
}

export const time = (instant) => instant ? new Date(instant).toISOString().slice(11, 19) : DASH;
export const dateTime = (instant) => instant ? new Date(instant).toISOString().slice(0, 19).replace('T', ' ') + ' UTC' : DASH;
export const since = (instant) => duration((Date.now() - new Date(instant).getTime()) / 1000);
export const percent = (part, whole) => whole > 0 ? `${number(100 * part / whole, part / whole < 0.1 ? 1 : 0)} %` : DASH;

export function bytes(count) {
  if (!known(count) || count < 0) return DASH;
  return count < 10000 ? `${count} B` : count < 1e7 ? `${Math.round(count / 1000)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

/** Degrees from 12.5, 12:34:56 (hours for right ascension) or 12h34m56s; NaN for anything else. */
export function angle(text, hours) {
  const plain = text.trim().replace(/[hdm°'′s"″]/g, ' ').replace(/:/g, ' ').trim();
  const parts = plain.split(/\s+/).map(Number);
  if (!plain || parts.some(Number.isNaN) || parts.length > 3) return NaN;
  if (parts.length === 1) return /h/.test(text) && hours ? parts[0] * 15 : parts[0];
  const sign = plain.startsWith('-') ? -1 : 1;
  const value = Math.abs(parts[0]) + parts[1] / 60 + (parts[2] ?? 0) / 3600;
  return sign * value * (hours ? 15 : 1);
}
