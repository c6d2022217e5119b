"""The basis that spectra are projected onto, and rotation as small matrices between bases.

Unrotated spectra live in their own components U (never shipped as pixels); rotated ones in the shipped basis B.
For each velocity of `nodes` one matrix takes coefficients in U to coefficients in B; between nodes the matrices are
interpolated by cubics in v^2, the leading order of any broadening.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.linalg import eigh, qr

from .broadening import rotate
from .config import Config
from .emulator import Emulator
from .labels import VBROAD
from .parallel import in_parallel
from .projection import Basis
from .windows import PixelGrid

_CHUNK = 500


@dataclass
class Rotation:
    """`matrices` [V, KU, K] and `offsets` [V, K]: coefficients in B of a spectrum mean_U + c U at each node (km/s)."""

    nodes: np.ndarray
    matrices: np.ndarray
    offsets: np.ndarray

    def weights(self, vbroad: np.ndarray, order: int = 3) -> tuple[np.ndarray, np.ndarray]:
        """First of the `order` + 1 nodes nearest to each velocity [n], and their weights in v^2 [n, order + 1].

        Lagrange's. Linear weights shift fast rotators by up to 2 standard deviations of v_broad at S/N 250, cubic ones by 0.3.
        """
        lower = np.searchsorted(self.nodes, vbroad, side="right") - 1
        first = np.clip(lower - order // 2, 0, len(self.nodes) - 1 - order)
        knots = self.nodes[first[:, None] + np.arange(order + 1)] ** 2
        v2 = np.clip(vbroad, self.nodes[0], self.nodes[-1]) ** 2
        weights = np.ones_like(knots)
        for j in range(order + 1):
            for m in range(order + 1):
                if m != j:
                    weights[:, j] *= (v2 - knots[:, m]) / (knots[:, j] - knots[:, m])
        return first, weights

    def apply(self, unrotated: np.ndarray, vbroad: np.ndarray, order: int = 3) -> np.ndarray:
        """Coefficients in B [n, K] of spectra with coefficients `unrotated` [n, KU], rotated by `vbroad` [n]."""
        first, weights = self.weights(vbroad, order)
        out = np.zeros((len(unrotated), self.offsets.shape[1]), dtype=self.matrices.dtype)
        for node in np.unique(first):
            rows = np.flatnonzero(first == node)
            for j in range(order + 1):
                share = weights[rows, j, None].astype(out.dtype)
                out[rows] += share * (unrotated[rows] @ self.matrices[node + j] + self.offsets[node + j])
        return out

    def dense(self, order: int = 3, factor: int = 12) -> tuple[np.ndarray, np.ndarray]:
        """Knots v^2 [V'] and a matrix [V', V]: linear interpolation of its rows gives `weights` all but exactly."""
        steps = np.arange(factor) / factor
        squares = self.nodes**2
        between = np.concatenate([a + steps * (b - a) for a, b in zip(squares[:-1], squares[1:])])
        knots = np.append(between, squares[-1])
        first, weights = self.weights(np.sqrt(knots), order)
        matrix = np.zeros((len(knots), len(self.nodes)))
        np.put_along_axis(matrix, first[:, None] + np.arange(order + 1), weights, axis=1)
        return knots, matrix


@dataclass
class Compressor:
    """Coefficients in U from the flux at a few hundred selected pixels: (f_S - mean_S) @ matrix."""

    pixels: np.ndarray
    mean: np.ndarray
    matrix: np.ndarray  # [S, KU]

    def __call__(self, flux: np.ndarray) -> np.ndarray:
        return (flux - self.mean) @ self.matrix


@dataclass
class Bases:
    basis: Basis
    rotation: Rotation
    compressor: Compressor
    report: dict


def build(emulator: Emulator, config: Config, progress=lambda text: None, workers: int = 1) -> Bases:
    settings, grid = config.basis, config.pixels
    rng = np.random.default_rng(config.seed)
    labels = config.prior.draw(settings.draws, rng)
    grid_labels = np.delete(labels, VBROAD, axis=1)
    flux = np.concatenate(
        [emulator.flux(grid_labels[i : i + _CHUNK], rng).astype(np.float32) for i in range(0, len(labels), _CHUNK)]
    )
    progress("components of unrotated spectra")
    mean_u, rows_u, _ = principal_components(flux, settings.unrotated_components)
    compressor = _select_pixels(mean_u, rows_u, settings.selected_pixels)
    unrotated = (flux - mean_u) @ rows_u.T
    truncation = np.sqrt(((flux - mean_u - unrotated @ rows_u) ** 2).mean(axis=1))
    selected = compressor(flux[:, compressor.pixels]) - unrotated
    del flux

    nodes = np.array(settings.rotation_nodes, dtype=np.float64)
    stacked = np.concatenate([mean_u[None], rows_u])
    progress(f"rotation by {len(nodes)} velocities")
    with in_parallel(workers) as run:
        rotated = list(run(partial(_rotate, stacked, grid), nodes))
    progress("components of rotated spectra")
    sample = _rotated_flux(unrotated, labels[:, VBROAD], nodes, rotated)
    mean, rows, spectrum = principal_components(sample, settings.components)
    # the shipped numbers are float16: everything that follows uses the rounded ones
    mean, rows = (a.astype(np.float16).astype(np.float32) for a in (mean, rows))
    inverse = np.linalg.inv(rows.astype(np.float64) @ rows.T.astype(np.float64))
    to_basis = (rows.T.astype(np.float64) @ inverse).astype(np.float32)  # [P, K]
    coefficients = (sample - mean) @ to_basis
    residual = np.sqrt(((sample - mean - coefficients @ rows) ** 2).mean(axis=1))
    rotation = Rotation(
        nodes, np.stack([r[1:] @ to_basis for r in rotated]), np.stack([(r[0] - mean) @ to_basis for r in rotated])
    )
    check = np.random.default_rng(config.seed + 1).permutation(len(labels))[:64]
    exact = np.stack([rotate((mean_u + unrotated[i] @ rows_u)[None], grid, labels[i, VBROAD])[0] for i in check])
    interpolated = mean + rotation.apply(unrotated[check], labels[check, VBROAD]) @ rows
    report = {
        "unrotated_truncation_rms": _summary(truncation),
        "selected_pixels_coefficient_rms": float(np.sqrt((selected**2).mean())),
        "rotated_truncation_rms": _summary(residual),
        "rotation_interpolation_rms": _summary(np.sqrt(((exact - interpolated) ** 2).mean(axis=1))),
        "eigenvalue_last": float(spectrum[-1]),
    }
    variance = coefficients.astype(np.float64).var(axis=0) + coefficients.astype(np.float64).mean(axis=0) ** 2
    return Bases(Basis(mean, rows, variance), rotation, compressor, report)


def _rotate(spectra: np.ndarray, grid: PixelGrid, vbroad: float) -> np.ndarray:
    parts = [rotate(spectra[j : j + 64], grid, vbroad).astype(np.float32) for j in range(0, len(spectra), 64)]
    return np.concatenate(parts)


def principal_components(flux: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean [P], orthonormal rows [k, P] and eigenvalues [k] of the covariance of `flux` [n, P] (float32)."""
    mean = flux.mean(axis=0)
    centred = flux - mean
    n = len(flux)
    values, vectors = eigh((centred @ centred.T).astype(np.float64), subset_by_index=[n - k, n - 1])
    rows = (vectors[:, ::-1].T.astype(np.float32) @ centred).astype(np.float64)
    rows = np.linalg.qr(rows.T)[0].T
    return mean, rows.astype(np.float32), values[::-1] / n


def _rotated_flux(unrotated: np.ndarray, vbroad: np.ndarray, nodes: np.ndarray, rotated: list) -> np.ndarray:
    helper = Rotation(nodes, np.empty((0,)), np.empty((0, 0)))
    lower, pair = helper.weights(vbroad, order=1)
    out = np.empty((len(unrotated), rotated[0].shape[1]), dtype=np.float32)
    for node in np.unique(lower):
        rows = np.flatnonzero(lower == node)
        s = pair[rows, 1:].astype(np.float32)
        out[rows] = (1 - s) * (rotated[node][0] + unrotated[rows] @ rotated[node][1:]) + s * (
            rotated[node + 1][0] + unrotated[rows] @ rotated[node + 1][1:]
        )
    return out


def _select_pixels(mean: np.ndarray, rows: np.ndarray, count: int) -> Compressor:
    """Pixels that determine the coefficients best: pivoted QR, repeated on the pixels not yet chosen."""
    remaining = np.arange(rows.shape[1])
    chosen: list[int] = []
    while len(chosen) < count:
        _, _, pivots = qr(rows[:, remaining], mode="economic", pivoting=True)
        take = remaining[pivots[: min(len(rows), count - len(chosen))]]
        chosen.extend(take.tolist())
        remaining = np.setdiff1d(remaining, take)
    pixels = np.sort(np.array(chosen))
    matrix = np.linalg.pinv(rows[:, pixels].astype(np.float64))
    return Compressor(pixels, mean[pixels], matrix.astype(np.float32))


def _summary(values: np.ndarray) -> dict[str, float]:
    return {"median": float(np.median(values)), "p95": float(np.percentile(values, 95)), "max": float(values.max())}
