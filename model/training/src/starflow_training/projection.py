"""Projection of an observed spectrum onto the basis, exactly as docs/model-package.md defines it.

    c = argmin  sum_good (f - mean - B^T c)^2 + s^2 sum_k ridge_k c_k^2,    s = mean flux / S/N per pixel

A second solve leaves out pixels that the first cannot explain. Everything in float64.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .windows import PixelGrid


@dataclass
class Basis:
    """`mean` [P], orthonormal `rows` [K, P] and the prior `variance` [K] of each coefficient."""

    mean: np.ndarray
    rows: np.ndarray
    variance: np.ndarray

    @property
    def ridge(self) -> np.ndarray:
        return 1.0 / self.variance

    def flux(self, coefficients: np.ndarray) -> np.ndarray:
        return self.mean + coefficients @ self.rows


def snr_per_pixel(snr: np.ndarray | float, step: float) -> np.ndarray | float:
    """S/N per pixel of width `step` (angstrom) from S/N per angstrom."""
    return snr * np.sqrt(step)


def noise_level(flux: np.ndarray, used: np.ndarray, snr: float, step: np.ndarray) -> float:
    """s: root of the mean pixel variance, (mean flux / S/N)^2 / step, over the used pixels."""
    return float(flux[used].mean() / snr * np.sqrt((1.0 / step[used]).mean()))


@dataclass
class Projected:
    coefficients: np.ndarray  # [K]
    coverage: np.ndarray  # [W]
    used: np.ndarray  # [P] bool
    noise: float


def project(
    flux: np.ndarray,
    good: np.ndarray,
    snr: float,
    basis: Basis,
    grid: PixelGrid,
    outlier_floor: float = 0.1,
    outlier_sigma: float = 6.0,
) -> Projected:
    """Coefficients of `flux` [P], using the pixels that are `good` [P] and unmasked."""
    used = good & grid.unmasked & np.isfinite(flux)
    s = noise_level(flux, used, snr, grid.step)
    coefficients = _solve(flux, used, s, basis)
    residual = np.abs(np.where(used, flux, 0.0) - basis.flux(coefficients))
    used &= residual <= max(outlier_floor, outlier_sigma * s)
    coefficients = _solve(flux, used, s, basis)
    return Projected(coefficients, grid.coverage(used), used, s)


def _solve(flux: np.ndarray, used: np.ndarray, s: float, basis: Basis) -> np.ndarray:
    rows = basis.rows[:, used].astype(np.float64)
    normal = rows @ rows.T
    normal[np.diag_indices_from(normal)] += s**2 * basis.ridge
    return np.linalg.solve(normal, rows @ (flux[used] - basis.mean[used]))
