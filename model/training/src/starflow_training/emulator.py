"""Emulator of unrotated spectra: labels -> flux at R = 20 000 with an error for each star.

The emulator works on the square root of the line depth, y = sqrt(1.0001 - flux), where weak and strong lines change
more evenly than in flux. Principal components of y, in groups of falling variance, are Gaussian processes of the
labels. Narrow regions of their own (the lithium line) replace the global components where one weak feature depends
on a label that hardly matters elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from . import gp
from .labels import GRID_KEYS, SOLAR_LITHIUM
from .windows import PixelGrid

_FLOOR = 1.0001
#: Columns of the emulator's inputs; see `features`.
FEATURES = (
    "5040/Teff",
    "log g",
    "[Fe/H]",
    "v_mic",
    "[Ca/Fe]",
    "[C/Fe]",
    "[Mg/Fe]",
    "[Mn/Fe]",
    "[N/Fe]",
    "[Si/Fe]",
    "[Ti/Fe]",
    "A(Li)",
)


def to_depth(flux: np.ndarray) -> np.ndarray:
    return np.sqrt(np.maximum(_FLOOR - flux, 0.0))


def to_flux(depth: np.ndarray) -> np.ndarray:
    """Inverse of `to_depth`; a negative depth (an emission line) cannot occur."""
    return _FLOOR - np.maximum(depth, 0.0) ** 2


def features(grid_labels: np.ndarray) -> np.ndarray:
    """Emulator inputs [n, 12] from physical labels without v_broad [n, 12] (order of `labels.GRID_KEYS`)."""
    out = np.array(grid_labels, dtype=np.float64)
    out[:, 0] = 5040.0 / out[:, 0]
    out[:, -1] = out[:, -1] + out[:, GRID_KEYS.index("fe_h")] + SOLAR_LITHIUM
    return out


@dataclass
class Component:
    """Principal components of some pixels and the processes that predict their whitened scores."""

    pixels: np.ndarray  # [p]: indices into the grid
    mean: np.ndarray  # [p]
    basis: np.ndarray  # [k, p]: rows scaled by each component's spread, so that scores have unit variance
    groups: list[tuple[int, int]]
    processes: list[gp.GaussianProcess]
    weight: np.ndarray | None = None  # [p]: share of this component where it blends into the global one

    def predict(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Scores and their standard deviations, both [m, k]."""
        parts = [process.predict(x) for process in self.processes]
        mean = np.concatenate([part[0] for part in parts], axis=1)
        spread = np.concatenate(
            [np.sqrt(part[1])[:, None] * process.scale for part, process in zip(parts, self.processes)], axis=1
        )
        return mean, spread

    def leave_one_out(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Predicted scores [n, k] of each training star left out, and standard deviations [n, k]. y: true scores."""
        mean, spread = [], []
        for (a, b), process in zip(self.groups, self.processes):
            residual, variance = process.leave_one_out(y[:, a:b])
            mean.append(y[:, a:b] - residual)
            spread.append(np.sqrt(variance)[:, None] * process.scale)
        return np.concatenate(mean, axis=1), np.concatenate(spread, axis=1)


@dataclass
class Emulator:
    """`components[0]` covers all pixels, later ones replace it in their regions."""

    input_mean: np.ndarray
    input_std: np.ndarray
    components: list[Component]
    inflation: np.ndarray = field(default_factory=lambda: np.zeros(1))
    scores: list[np.ndarray] = field(default_factory=list)  # true training scores, for leave-one-out

    def standardise(self, grid_labels: np.ndarray) -> np.ndarray:
        return (features(grid_labels) - self.input_mean) / self.input_std

    def scale_of_error(self, x: np.ndarray) -> np.ndarray:
        """Factor on the predicted standard deviation [m], from leave-one-out residuals (`calibrate`)."""
        if self.inflation.size == 1:
            return np.full(len(x), np.exp(self.inflation[0]))
        return np.exp(_quadratic(x) @ self.inflation)

    def predict_scores(self, grid_labels: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Mean and standard deviation of the scores of each component set."""
        x = self.standardise(grid_labels)
        factor = self.scale_of_error(x)[:, None]
        return [(mean, spread * factor) for mean, spread in (part.predict(x) for part in self.components)]

    def depth(self, scores: list[np.ndarray], pixels: np.ndarray | None = None) -> np.ndarray:
        """Square root of the line depth from scores, at all pixels or at those given (indices)."""
        main = self.components[0]
        chosen = np.arange(main.mean.size) if pixels is None else pixels
        y = main.mean[chosen] + scores[0] @ main.basis[:, chosen]
        for part, score in zip(self.components[1:], scores[1:]):
            local, where = _positions(part.pixels, chosen)
            if where.size:
                patch = part.mean[local] + score @ part.basis[:, local]
                y[:, where] += part.weight[local] * (patch - y[:, where])
        return y

    def flux(
        self, grid_labels: np.ndarray, rng: np.random.Generator | None = None, pixels: np.ndarray | None = None
    ) -> np.ndarray:
        """Unrotated flux [m, P]; with `rng`, one draw from the emulator's own uncertainty instead of its mean."""
        scores = []
        for mean, spread in self.predict_scores(grid_labels):
            scores.append(mean if rng is None else mean + spread * rng.standard_normal(mean.shape))
        return to_flux(self.depth(scores, pixels))


def fit(
    flux: np.ndarray,
    grid_labels: np.ndarray,
    grid: PixelGrid,
    groups: list[tuple[int, int]],
    regions: list[dict],
    iterations: int,
    progress=lambda text: None,
) -> Emulator:
    """Fit to training spectra `flux` [n, P] with `grid_labels` [n, 12]."""
    x = features(grid_labels)
    emulator = Emulator(x.mean(0), x.std(0), [])
    x = emulator.standardise(grid_labels)
    wavelength = grid.wavelength
    specs = [(np.arange(grid.size), groups, None)]
    for region in regions:
        lower, upper, taper = region["lower"], region["upper"], region["taper"]
        pixels = np.flatnonzero((wavelength > lower) & (wavelength < upper))
        distance = np.minimum(wavelength[pixels] - lower, upper - wavelength[pixels])
        specs.append((pixels, [tuple(g) for g in region["groups"]], np.clip(distance / taper, 0.0, 1.0)))
    for pixels, part_groups, weight in specs:
        y = to_depth(flux[:, pixels].astype(np.float64))
        mean = y.mean(0)
        scores, basis = whitened_components(y - mean, part_groups[-1][1])
        processes = []
        for a, b in part_groups:
            name = f"pixels {pixels[0]}-{pixels[-1]}, components {a}-{b}"

            def report(step: int, loss: float, name: str = name) -> None:
                if step % 20 == 0:
                    progress(f"{name}: step {step}, nll {loss:.4f}")

            processes.append(gp.fit(x, scores[:, a:b], iterations, report))
        emulator.components.append(Component(pixels, mean, basis, list(part_groups), processes, weight))
        emulator.scores.append(scores)
    return emulator


def whitened_components(centred: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores [n, k] of unit variance and the scaled basis [k, p] that multiplies them, by the Gram matrix."""
    n = len(centred)
    values, vectors = np.linalg.eigh(centred @ centred.T)
    order = np.argsort(values)[::-1][:k]
    scores = vectors[:, order] * np.sqrt(n)
    return scores, scores.T @ centred / n


def leave_one_out(emulator: Emulator) -> tuple[np.ndarray, np.ndarray]:
    """Flux of each training star predicted without it [n, P], and the predicted relative rms error [n] (raw)."""
    pairs = [part.leave_one_out(y) for part, y in zip(emulator.components, emulator.scores)]
    predicted = emulator.depth([mean for mean, _ in pairs])
    return to_flux(predicted), rms_error(emulator, pairs)


def rms_error(emulator: Emulator, pairs: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Predicted rms flux error over all pixels [m], to first order: |d flux / d y| = 2 y."""
    y = emulator.depth([mean for mean, _ in pairs])
    variance = pairs[0][1] ** 2 @ emulator.components[0].basis ** 2
    for part, (_, spread) in zip(emulator.components[1:], pairs[1:]):
        variance[:, part.pixels] += part.weight * (spread**2 @ part.basis**2 - variance[:, part.pixels])
    return np.sqrt((4.0 * np.maximum(y, 0.0) ** 2 * variance).mean(axis=1))


def calibrate(emulator: Emulator, flux: np.ndarray) -> dict[str, np.ndarray]:
    """Fit the factor on predicted errors to leave-one-out residuals: ln(error / predicted) as a quadratic function.

    Returns each training star's relative error, its predicted error after calibration and their ratio.
    """
    predicted, raw = leave_one_out(emulator)
    error = np.sqrt(((predicted - flux) ** 2).mean(axis=1))
    x = np.concatenate([process.inputs for process in emulator.components[0].processes[:1]])
    design = _quadratic(x)
    target = np.log(error / raw)
    penalty = 4.0 * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    emulator.inflation = np.linalg.solve(design.T @ design + penalty, design.T @ target)
    factor = np.exp(design @ emulator.inflation)
    # the mean square, not the typical one, must match: a robust correction for the scatter about the fit
    correction = 0.5 * np.log(np.mean(np.minimum((error / (raw * factor)) ** 2, 9.0)))
    emulator.inflation[0] += correction
    factor *= np.exp(correction)
    return {"error": error, "predicted": raw * factor, "z": error / (raw * factor)}


def _quadratic(x: np.ndarray) -> np.ndarray:
    """Quadratic design in the standardised 5040/Teff, log g, [Fe/H], v_mic and C. [m, q]"""
    chosen = x[:, [0, 1, 2, 3, 5]]
    squares = [chosen[:, i] * chosen[:, j] for i in range(5) for j in range(i, 5)]
    return np.stack([np.ones(len(x)), *chosen.T, *squares], axis=1)


def _positions(pixels: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Indices into `pixels` and into `chosen` of the pixels they share."""
    _, local, where = np.intersect1d(pixels, chosen, return_indices=True)
    return local, where
