const BINS = 28;

/** [x, share] of samples in bins; of a normal distribution where there are none. */
export function histogram(samples, e, low, high) {
  const step = (high - low) / BINS;
  const centres = Array.from({ length: BINS }, (_, i) => low + (i + 0.5) * step);
  if (!samples) {
    return Array.from({ length: 121 }, (_, i) => low + (high - low) * i / 120).map((x) => [x, Math.exp(-0.5 * ((x - e.mean) / e.std) ** 2)]);
  }
  const counts = new Array(BINS).fill(0);
  for (const x of samples) counts[Math.min(BINS - 1, Math.max(0, Math.floor((x - low) / step)))] += 1;
  return centres.map((x, i) => [x, counts[i]]);
}

/** Points of an ellipse of a two-dimensional normal distribution; scale 1.5152 holds 68 %, 2.4477 holds 95 %. */
export function ellipse(x, y, rho, scale) {
  return Array.from({ length: 73 }, (_, i) => {
    const t = i * Math.PI / 36;
    const [u, v] = [Math.cos(t), rho * Math.cos(t) + Math.sqrt(Math.max(0, 1 - rho * rho)) * Math.sin(t)];
    return [x.mean + scale * x.std * u, y.mean + scale * y.std * v];
  });
}
