"""What projection onto the basis costs: the Fisher/Bayes bound from all pixels against that from the coefficients.

The Jacobian is that of the emulator's flux with exact convolution, so it also holds what lies outside the basis. From
pixels the information is J^T N^-1 J; from the projected coefficients it is J^T B^T (B N B^T)^-1 B J, which is all that
the least squares of the package keeps.
"""

from __future__ import annotations

import numpy as np

from .broadening import rotate
from .emulator import Emulator
from .engine import Engine
from .labels import KEYS, VBROAD

_STEP = 0.02


def study(engine: Engine, emulator: Emulator, labels: np.ndarray, snr_values=(50.0, 250.0, 1000.0)) -> dict:
    """Median ratio (coefficients / pixels) of the bound over the stars `labels` [n, D], by S/N and label."""
    used = engine.pixels.unmasked
    rows = engine.basis.rows[:, used].astype(np.float64)
    ratios = {snr: [] for snr in snr_values}
    for star in labels:
        flux, jacobian = _jacobian(engine, emulator, star)
        flux, jacobian = np.clip(flux[used], 0.02, None), jacobian[used]
        for snr in snr_values:
            variance = flux**2 / (snr**2 * engine.pixels.step[used])
            pixels = jacobian.T @ (jacobian / variance[:, None])
            projected = rows @ jacobian
            coefficients = projected.T @ np.linalg.solve((rows * variance) @ rows.T, projected)
            prior = np.eye(len(KEYS))
            ratios[snr].append(
                np.sqrt(np.diagonal(np.linalg.inv(coefficients + prior)) / np.diagonal(np.linalg.inv(pixels + prior)))
            )
    return {
        str(int(snr)): {key: float(np.median(np.stack(values)[:, j])) for j, key in enumerate(KEYS)}
        for snr, values in ratios.items()
    }


def _jacobian(engine: Engine, emulator: Emulator, star: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Flux [P] and d flux / d standardised labels [P, D] of one star."""
    x = engine.labels.standardise(star)
    steps = np.diag(np.full(len(KEYS), _STEP))
    points = engine.labels.physical(np.concatenate([x[None], x + steps, x - steps]))
    flux = emulator.flux(np.delete(points, VBROAD, axis=1))
    rotated = np.concatenate([rotate(f[None], engine.pixels, v) for f, v in zip(flux, points[:, VBROAD])])
    d = len(KEYS)
    return rotated[0], ((rotated[1 : d + 1] - rotated[d + 1 :]) / (2.0 * _STEP)).T
