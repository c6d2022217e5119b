/** n little-endian float32 from base64. */
export function floats(text) {
  if (!text) return null;
  const raw = atob(text);
  const bytes = Uint8Array.from(raw, (ch) => ch.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

const round = (x, digits) => Number.isFinite(x) ? Number(x.toFixed(digits)) : null;

/**
 * Pixels of observed flux and fit, window by window.
 * Rows: [wavelength, flux, error, fit, residual]; null where unknown. width: pixels that are averaged into a row.
 */
export function pixels(observed, fit, width = 1) {
  return (observed?.windows ?? fit.windows).map((w) => {
    const model = fit?.windows.find((f) => f.arm === w.arm && f.n === w.n && Math.abs(f.start - w.start) < 1e-6);
    const flux = observed ? floats(w.flux_base64) : null;
    const error = observed ? floats(w.error_base64) : null;
    const curve = model ? floats(model.flux_base64) : null;
    // Without an error of its own, a pixel's noise is what the S/N per Å says.
    const sigma = observed?.snr > 0 ? 1 / (observed.snr * Math.sqrt(w.step)) : NaN;
    const rows = [];
    for (let from = 0; from + width <= w.n; from += width) {
      const good = [];
      for (let i = from; i < from + width; i++) if (!flux || Number.isFinite(flux[i])) good.push(i);
      const mean = (of) => good.reduce((sum, i) => sum + of(i), 0) / good.length;
      const f = flux ? mean((i) => flux[i]) : NaN;
      const m = curve ? good.length ? mean((i) => curve[i]) : curve[from] : NaN;
      const e = flux ? Math.sqrt(mean((i) => (error ? error[i] : sigma) ** 2) / good.length) : NaN;
      rows.push([round(w.start + w.step * (from + (width - 1) / 2), 3), round(f, 5), round(e, 5), round(m, 5), round(f - m, 5)]);
    }
    return rows;
  });
}
