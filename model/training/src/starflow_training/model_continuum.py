"""Continuum of an observed spectrum from a joint fit of the emulator's labels and a Legendre series for each window.

The producer normalises in the same way; only the series is kept, the labels are thrown away. An envelope alone leaves
errors of some per mille in the broad wings of H-alpha, worth tens of kelvin.
"""

from __future__ import annotations

import numpy as np

from .engine import Engine
from .labels import KEYS

_MODEL_ERROR = 0.01
_STEP = 0.03
_PRIOR_SIGMA = 2.0


def fit(
    engine: Engine,
    flux: np.ndarray,
    used: np.ndarray,
    start: np.ndarray,
    snr: float,
    degree: int = 8,
    iterations: int = 12,
) -> np.ndarray:
    """Correction [P] to divide `flux` [P] by, using the pixels `used` [P], from the physical labels `start` [13]."""
    series = _legendre(engine, degree)
    x = origin = engine.labels.standardise(start)
    coefficients = np.zeros(len(series))
    coefficients[:: degree + 1] = 1.0
    sigma2 = 1.0 / (snr**2 * engine.pixels.step[used]) + _MODEL_ERROR**2
    low = engine.labels.standardise(engine.labels.lower)
    high = engine.labels.standardise(engine.labels.upper)
    rows = engine.basis.rows[:, used]
    for _ in range(iterations):
        points = np.clip(np.concatenate([x[None], x + _STEP * np.eye(len(KEYS))]), low, None)
        models = engine.basis.mean[used] + engine.emulate(engine.labels.physical(points))[0] @ rows
        level = coefficients @ series[:, used]
        residual = flux[used] - models[0] * level
        weight = _bisquare(residual / np.sqrt(sigma2)) / sigma2
        design = np.concatenate([(models[1:] - models[0]) / _STEP * level, models[0] * series[:, used]])
        normal = (design * weight) @ design.T
        right = design @ (weight * residual)
        normal[np.diag_indices(len(KEYS))] += 1.0 / _PRIOR_SIGMA**2
        right[: len(KEYS)] += (origin - x) / _PRIOR_SIGMA**2
        step = np.linalg.solve(normal + 1e-9 * np.diag(np.diagonal(normal)), right)
        scale = min(1.0, 0.6 / np.abs(step[: len(KEYS)]).max())
        x = np.clip(x + scale * step[: len(KEYS)], low, high)
        coefficients = coefficients + scale * step[len(KEYS) :]
    return coefficients @ series


def _legendre(engine: Engine, degree: int) -> np.ndarray:
    """Legendre polynomials of each window, zero in the others. [W (degree + 1), P]"""
    series = np.zeros((len(engine.pixels.windows) * (degree + 1), engine.pixels.size))
    for w, part in enumerate(engine.pixels.slices):
        x = np.linspace(-1.0, 1.0, part.stop - part.start)
        for order in range(degree + 1):
            series[w * (degree + 1) + order, part] = np.polynomial.legendre.legval(x, np.eye(order + 1)[order])
    return series


def _bisquare(z: np.ndarray) -> np.ndarray:
    limit = 5.0 * max(1.0, 1.4826 * float(np.median(np.abs(z))))
    return np.where(np.abs(z) < limit, (1.0 - (z / limit) ** 2) ** 2, 0.0)
