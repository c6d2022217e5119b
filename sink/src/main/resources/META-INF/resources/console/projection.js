// Mollweide's projection of the celestial sphere: x from -2 to 2, y from -1 to 1, right ascension 12 h in the middle.
const RAD = Math.PI / 180;

export function mollweide(ra, dec) {
  const phi = dec * RAD;
  let theta = phi;
  if (Math.abs(dec) > 89.999) theta = Math.sign(dec) * Math.PI / 2;
  else for (let i = 0; i < 60; i++) {
    const step = (2 * theta + Math.sin(2 * theta) - Math.PI * Math.sin(phi)) / (2 + 2 * Math.cos(2 * theta));
    theta -= step;
    if (Math.abs(step) < 1e-9) break;
  }
  const lambda = (180 - ra) * RAD;
  return [2 / Math.PI * lambda * Math.cos(theta), Math.sin(theta)];
}

const range = (from, to, step) => Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);

export const parallels = () => [-60, -30, 0, 30, 60].map((dec) => [mollweide(0, dec), mollweide(360, dec)]);
export const meridians = () => range(0, 360, 45).map((ra) => range(-90, 90, 3).map((dec) => mollweide(ra, dec)));

/** The plane of the Galaxy, cut where it leaves the map on one side and comes back on the other. */
export function galacticPlane() {
  const pole = { ra: 192.85948 * RAD, dec: 27.12825 * RAD };
  const lon = 122.93192;
  const pieces = [[]];
  let before = null;
  for (const l of range(0, 360, 2)) {
    const angle = (lon - l) * RAD;
    const dec = Math.asin(Math.cos(pole.dec) * Math.cos(angle));
    const ra = pole.ra + Math.atan2(Math.sin(angle), -Math.sin(pole.dec) * Math.cos(angle));
    const degrees = ((ra / RAD) % 360 + 360) % 360;
    if (before !== null && Math.abs(degrees - before) > 180) pieces.push([]);
    pieces.at(-1).push(mollweide(degrees, dec / RAD));
    before = degrees;
  }
  return pieces;
}
