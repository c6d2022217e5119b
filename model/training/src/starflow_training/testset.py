"""Noisy, rotated versions of held-out grid spectra, made in the pixel domain and projected as the package says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .broadening import rotate
from .config import Config
from .grid import SpectralGrid
from .labels import KEYS, VBROAD
from .projection import Basis

#: The paper's S/N values per angstrom (Sect. 2.1).
SNR_VALUES = (10, 12, 14, 16, 18, 20, 23, 26, 30, 35, 40, 45, 50, 80, 100, 130, 180, 250, 1000)


@dataclass
class TestSet:
    """Each held-out star in `realisations` versions, each with its own v_broad.

    `labels` [n, 13] physical, `flux` [n, P] rotated and free of noise; star i is row i // realisations.
    """

    labels: np.ndarray
    flux: np.ndarray
    star: np.ndarray


def make(grid: SpectralGrid, config: Config, realisations: int, seed: int, rows: np.ndarray | None = None) -> TestSet:
    """Rotate the held-out spectra (or the given `rows`) by velocities drawn as in training."""
    rng = np.random.default_rng(seed)
    rows = np.flatnonzero(grid.test) if rows is None else rows
    star = np.repeat(rows, realisations)
    labels = np.insert(grid.labels[star], VBROAD, 0.0, axis=1)
    labels[:, VBROAD] = config.prior.draw_vbroad(labels[:, KEYS.index("fe_h")], rng)
    flux = np.concatenate([rotate(grid.flux[i : i + 1], config.pixels, v) for i, v in zip(star, labels[:, VBROAD])])
    return TestSet(labels, flux.astype(np.float32), star)


class FullCoverageProjector:
    """The shipped projection for spectra without missing pixels, many at a time.

    The normal matrix is diagonalised once (see `operators`); the second solve without outliers is left out, since
    Gaussian noise has none.
    """

    def __init__(self, basis: Basis, config: Config):
        self.used = np.flatnonzero(config.pixels.unmasked)
        rows = basis.rows[:, self.used].astype(np.float64)
        root = np.sqrt(basis.variance)
        values, vectors = np.linalg.eigh(root[:, None] * (rows @ rows.T) * root[None])
        self.values, self.basis = values, basis
        self.left = ((vectors.T * root) @ rows).astype(np.float32)
        self.right = vectors.T * root[None]
        self.sqrt_step = (1.0 / config.pixels.step[self.used]).mean() ** -0.5
        self.coverage = np.ones(len(config.pixels.windows))

    def __call__(self, flux: np.ndarray, snr: np.ndarray) -> np.ndarray:
        """Coefficients [n, K] of `flux` [n, P] at `snr` [n] per angstrom."""
        chosen = flux[:, self.used]
        s = chosen.mean(axis=1) / (snr * self.sqrt_step)
        z = (chosen - self.basis.mean[self.used]) @ self.left.T
        return (z / (self.values + s[:, None] ** 2)) @ self.right


def add_noise(
    flux: np.ndarray, snr: np.ndarray, step: np.ndarray, rng: np.random.Generator, flat: bool = False
) -> np.ndarray:
    """Gaussian noise of flux / S/N (paper, Eq. 1), S/N per angstrom; `flat` takes each spectrum's mean flux."""
    level = flux.mean(axis=1, keepdims=True) if flat else flux
    sigma = level / (snr[:, None] * np.sqrt(step))
    return flux + sigma.astype(np.float32) * rng.standard_normal(flux.shape, dtype=np.float32)
