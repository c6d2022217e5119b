"""Is the emulator's error honest in the direction of each label? A check that needs training stars alone.

The rms error over pixels can be honest and yet too small in the one direction that matters for, say, [N/Fe]. Each
training star's cross-validated residual is turned into errors of the labels by a Gauss-Newton step (white noise at
S/N 250, a broad prior), and compared with the same for draws from the predicted error. Where the residuals are larger, the excess is a
jitter of that label, to be added when training spectra are drawn.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from .basis import Bases
from .emulator import Emulator, to_flux
from .labels import GRID_KEYS
from .parallel import in_parallel

_NOISE = 0.018  # per pixel, S/N 250 per angstrom
_DRAWS = 48


def label_errors(emulator: Emulator, bases: Bases, labels: np.ndarray, flux: np.ndarray, stars: np.ndarray, seed: int):
    """Cross-validated errors [n, 12] and predicted standard deviations [n, 12], in each label's unit."""
    rng, rows = np.random.default_rng(seed), bases.basis.rows
    pairs = emulator.held
    factor = emulator.scale_of_error(emulator.components[0].processes[0].inputs)
    unit = np.array([{"teff": 300.0}.get(key, 0.5) for key in GRID_KEYS])
    found, predicted = [], []
    for i in stars:
        gain = _gain(emulator, rows, labels[i], unit)
        mean = [m[i : i + 1] for m, _ in pairs]
        centre = to_flux(emulator.depth(mean))[0]
        drawn = [
            np.repeat(m, _DRAWS, axis=0) + factor[i] * s[i : i + 1] * rng.standard_normal((_DRAWS, m.shape[1]))
            for m, (_, s) in zip(mean, pairs)
        ]
        found.append(gain @ (rows @ (flux[i] - centre)) * unit)
        predicted.append((((to_flux(emulator.depth(drawn)) - centre) @ rows.T) @ gain.T).std(axis=0) * unit)
    return np.stack(found), np.stack(predicted)


def _gain(emulator: Emulator, rows: np.ndarray, star: np.ndarray, unit: np.ndarray, step: float = 0.04) -> np.ndarray:
    """Matrix [12, K] from coefficient residuals to label errors in `unit`."""
    points = np.concatenate([star + step * np.diag(unit), star - step * np.diag(unit)])
    flux = emulator.flux(points)
    n = len(star)
    jacobian = ((flux[:n] - flux[n:]) / (2.0 * step)) @ rows.T
    return np.linalg.solve(jacobian @ jacobian.T / _NOISE**2 + np.eye(n), jacobian / _NOISE**2)


def jitter(
    emulator: Emulator, bases: Bases, labels: np.ndarray, flux: np.ndarray, seed: int, n: int = 400, workers: int = 1
) -> dict:
    """Excess standard deviation of each label [12] (0 where the prediction suffices) and the z-scores behind it."""
    stars = np.random.default_rng(seed).permutation(len(labels))[:n]
    parts = np.array_split(stars, max(workers, 1))
    with in_parallel(workers) as run:
        found = list(
            run(partial(label_errors, emulator, bases, labels, flux), parts, range(seed + 1, seed + 1 + len(parts)))
        )
    error, predicted = (np.concatenate(arrays) for arrays in zip(*found))
    z = np.clip(error / predicted, -4.0, 4.0)
    # rare large errors count as well: whichever asks for more, the mean square or the 95 % quantile
    ratio = np.maximum((z**2).mean(axis=0), (np.quantile(np.abs(z), 0.95, axis=0) / 1.96) ** 2)
    excess = np.sqrt(np.maximum(ratio - 1.0, 0.0)) * np.sqrt(np.median(predicted**2, axis=0))
    return {"jitter": excess, "z_rms": np.sqrt(ratio), "predicted": np.sqrt(np.median(predicted**2, axis=0))}
