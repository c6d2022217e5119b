"""Small matrices that do in the coefficient domain what real spectra suffer in the pixel domain.

For one coverage pattern with used pixels W the shipped projection is
c^ = (G + s^2 L)^-1 B W (f - mean), with G = B W B^T and L = diag(ridge). With the eigenvectors U of
L^-1/2 G L^-1/2 = U diag(g) U^T and T = U^T L^-1/2 it becomes, in whitened coefficients,

    L^1/2 c^ = U z / (g + s^2),    z = T B W (f - mean),

so that z is linear in the spectrum, in the continuum, velocity and resolution errors and in the noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre
from scipy.cluster.vq import kmeans2

from .config import LineNuisance
from .projection import Basis
from .windows import SPEED_OF_LIGHT, PixelGrid


@dataclass
class PatternOperators:
    """Everything that one coverage pattern needs. All float32; K components, J perturbations, T noise templates."""

    signal: np.ndarray  # [K, K]: z = c @ signal
    perturbation: np.ndarray  # [J, K + 1, K]: z += a_j (1, c) @ perturbation[j]
    noise: np.ndarray  # [T, K, K]: z += sigma * n @ noise[t], n standard normal
    eigenvalues: np.ndarray  # [K]: g
    eigenvectors: np.ndarray  # [K, K]: U^T, so that whitened = (z / (g + s^2)) @ eigenvectors
    mean_flux: np.ndarray  # [K + 1]: mean flux over the used pixels = (1, c) @ mean_flux
    coverage: np.ndarray  # [W]


class Perturbations:
    """Pixel-domain operators: Legendre polynomials times the flux, d/dv, half the second derivative, line depths.

    Amplitudes are relative (continuum), km/s (velocity) and (km/s)^2 (variance of the instrument's profile).
    """

    def __init__(self, grid: PixelGrid, basis: Basis, orders: int, lines: list[LineNuisance] = ()):
        self.rows = np.concatenate([basis.mean[None], basis.rows]).astype(np.float32)  # [K + 1, P]
        self.polynomials = []
        for part, window in zip(grid.slices, grid.windows):
            x = np.linspace(-1.0, 1.0, window.n)
            for order in range(orders):
                values = np.zeros(grid.size, dtype=np.float32)
                values[part] = legendre.legval(x, np.eye(orders)[order])
                self.polynomials.append(values)
        self.derivative = velocity_derivative(self.rows, grid)
        self.curvature = 0.5 * velocity_derivative(self.derivative, grid)
        self.lines = [line_pixels(grid, entry) for entry in lines]

    def __iter__(self):
        for polynomial in self.polynomials:
            yield self.rows * polynomial
        yield self.derivative
        yield self.curvature
        for inside in self.lines:  # depth scales: f + a (f - 1) inside the lines
            changed = self.rows * inside
            changed[0] -= inside
            yield changed


def line_pixels(grid: PixelGrid, lines: LineNuisance) -> np.ndarray:
    """1 within `half_width` of a line's centre, else 0. [P] float32"""
    centres = np.sort(np.array(lines.centres))
    wavelength = grid.wavelength
    nearest = np.abs(wavelength[:, None] - centres[None]).min(axis=1)
    return (nearest < lines.half_width).astype(np.float32)


def velocity_derivative(rows: np.ndarray, grid: PixelGrid) -> np.ndarray:
    """d flux / d velocity (per km/s) of spectra shifted to the red. [n, P]"""
    out = np.empty_like(rows)
    for part, window in zip(grid.slices, grid.windows):
        slope = np.gradient(rows[:, part], window.step, axis=1)
        out[:, part] = -slope * (window.wavelength / SPEED_OF_LIGHT).astype(rows.dtype)
    return out


def build_patterns(used: np.ndarray, **arguments) -> list[PatternOperators]:
    """`build_pattern` for each row of `used` [n, P]."""
    return [build_pattern(row, **arguments) for row in used]


def build_pattern(
    used: np.ndarray, basis: Basis, grid: PixelGrid, perturbations: Perturbations, templates: np.ndarray
) -> PatternOperators:
    """`used` [P] bool; `templates` [T, P]: relative noise of a pixel, mean square 1 over the unmasked pixels."""
    pixels = np.flatnonzero(used)
    rows = basis.rows[:, pixels].astype(np.float64)
    gram = rows @ rows.T
    root = np.sqrt(basis.variance)  # L^-1/2
    values, vectors = np.linalg.eigh(root[:, None] * gram * root[None])
    values = np.maximum(values, 1e-12 * values.max())
    whiten = vectors.T * root[None]  # T = U^T L^-1/2
    left = (whiten @ rows).astype(np.float32)  # [K, p]
    noise = []
    for template in templates:
        weighted = left * template[pixels]
        covariance = (weighted @ weighted.T).astype(np.float64)
        # eigh instead of Cholesky: the covariance may be singular to rounding
        scale = np.sqrt(np.maximum(np.diagonal(covariance), 1e-30))
        w, v = np.linalg.eigh(covariance / scale[:, None] / scale[None])
        noise.append(((v * np.sqrt(np.maximum(w, 0.0))) * scale[:, None]).T)
    perturbation = [operator[:, pixels] @ left.T for operator in perturbations]
    ones = np.concatenate([basis.mean[None], basis.rows])[:, pixels].mean(axis=1)
    as_float = lambda a: np.ascontiguousarray(a, dtype=np.float32)
    return PatternOperators(
        signal=as_float((whiten @ gram).T),
        perturbation=as_float(np.stack(perturbation)),
        noise=as_float(np.stack(noise)),
        eigenvalues=as_float(values),
        eigenvectors=as_float(vectors.T),
        mean_flux=as_float(ones),
        coverage=as_float(grid.coverage(used)),
    )


@dataclass
class NoiseTemplates:
    """Relative noise of each pixel: flat noise first, then noise proportional to the flux of typical spectra (Eq. 1).

    `templates` [T, P] have unit mean square over the unmasked pixels, `ratio` [T] is rms flux over mean flux (1 for
    flat noise), `centroids` [T - 1, C] are the typical spectra's leading coefficients.
    """

    templates: np.ndarray
    ratio: np.ndarray
    centroids: np.ndarray

    def nearest(self, coefficients: np.ndarray) -> np.ndarray:
        """Template (1 ... T - 1) of the most similar typical spectrum, for each of `coefficients` [n, K]."""
        leading = coefficients[:, : self.centroids.shape[1]]
        return 1 + (0.5 * (self.centroids**2).sum(1) - leading @ self.centroids.T).argmin(axis=1)


def noise_templates(coefficients: np.ndarray, basis: Basis, grid: PixelGrid, count: int, seed: int) -> NoiseTemplates:
    """Cluster spectra by their `coefficients` [n, K] into `count` typical ones."""
    centroids, _ = kmeans2(coefficients[:, :24].astype(np.float64), count, minit="++", seed=seed)
    leading = basis.mean + centroids @ basis.rows[: centroids.shape[1]]
    unmasked = grid.unmasked
    flat = 1.0 / np.sqrt(grid.step)
    flat /= np.sqrt((flat[unmasked] ** 2).mean())
    templates, ratio = [flat], [1.0]
    for flux in np.clip(leading, 0.02, 1.0):
        rms = np.sqrt(((flux * flat)[unmasked] ** 2).mean())
        templates.append(flux * flat / rms)
        ratio.append(rms / flux[unmasked].mean())
    return NoiseTemplates(
        np.stack(templates).astype(np.float32), np.array(ratio, dtype=np.float32), centroids.astype(np.float32)
    )
