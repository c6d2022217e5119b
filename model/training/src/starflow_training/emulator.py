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
from .config import EmulatorConfig
from .labels import GRID_KEYS, SOLAR_LITHIUM
from .parallel import in_parallel
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
    processes: list[gp.Ensemble]
    weight: np.ndarray | None = None  # [p]: share of this component where it blends into the global one

    def predict(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Scores and their standard deviations, both [m, k]."""
        parts = [process.predict(x) for process in self.processes]
        return np.concatenate([mean for mean, _ in parts], axis=1), np.concatenate([s for _, s in parts], axis=1)


@dataclass
class Emulator:
    """`components[0]` covers all pixels, later ones replace it in their regions."""

    input_mean: np.ndarray
    input_std: np.ndarray
    components: list[Component]
    inflation: np.ndarray = field(default_factory=lambda: np.zeros(1))
    held: list[tuple] = field(default_factory=list)  # cross-validated scores and deviations, each [n, k]

    def standardise(self, grid_labels: np.ndarray) -> np.ndarray:
        return (features(grid_labels) - self.input_mean) / self.input_std

    def scale_of_error(self, x: np.ndarray) -> np.ndarray:
        """Factor on the predicted standard deviation [m], from cross-validated residuals (`calibrate`)."""
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
    settings: EmulatorConfig,
    seed: int = 0,
    progress=lambda text: None,
    workers: int = 1,
) -> Emulator:
    """Fit to training spectra `flux` [n, P] with `grid_labels` [n, 12], and to each fold's complement for `held`.

    Errors come from spectra that neither the weights nor the kernel's parameters have seen: a flexible kernel looks
    better than it is when only the weights leave a star out.
    """
    x = features(grid_labels)
    emulator = Emulator(x.mean(0), x.std(0), [])
    x = emulator.standardise(grid_labels)
    parts = _parts(grid, settings)
    fold = np.random.default_rng(seed).permutation(len(x)) % settings.folds
    scores, tasks = [], []
    for pixels, groups, weight in parts:
        y = to_depth(flux[:, pixels].astype(np.float64))
        mean = y.mean(0)
        score, basis = whitened_components(y - mean, groups[-1][1])
        emulator.components.append(Component(pixels, mean, basis, groups, [], weight))
        scores.append(score)
        tasks += [(len(scores) - 1, a, b, held) for a, b in groups for held in (None, *range(settings.folds))]
    jobs = [
        (x, scores[part][:, a:b], None if held is None else fold == held, settings, seed + member)
        for part, a, b, held in tasks
        for member in range(settings.members)
    ]
    emulator.held = [(np.empty_like(score), np.empty_like(score)) for score in scores]
    with in_parallel(workers) as run:
        results = run(_fit_one, jobs)
        for part, a, b, held in tasks:
            ensemble = gp.Ensemble([next(results) for _ in range(settings.members)])
            if held is None:
                emulator.components[part].processes.append(ensemble)
                progress(f"part {part}, components {a}-{b}: fitted")
            else:
                rows = fold == held
                for target, values in zip(emulator.held[part], ensemble.predict(x[rows])):
                    target[rows, a:b] = values
    for component, score, (mean, spread) in zip(emulator.components, scores, emulator.held):
        z2 = np.minimum(((score - mean) / spread) ** 2, 16.0)
        factor = np.sqrt(z2.mean(axis=0))
        spread *= factor
        for (a, b), process in zip(component.groups, component.processes):
            process.inflate(factor[a:b])
    return emulator


def _parts(grid: PixelGrid, settings: EmulatorConfig) -> list[tuple]:
    """Pixels, groups of components and blending weight: all pixels first, then each region."""
    wavelength = grid.wavelength
    out = [(np.arange(grid.size), [tuple(g) for g in settings.groups], None)]
    for region in settings.regions:
        lower, upper = region["lower"], region["upper"]
        pixels = np.flatnonzero((wavelength > lower) & (wavelength < upper))
        distance = np.minimum(wavelength[pixels] - lower, upper - wavelength[pixels])
        weight = np.clip(distance / region["taper"], 0.0, 1.0)
        out.append((pixels, [tuple(g) for g in region["groups"]], weight))
    return out


def _fit_one(job: tuple) -> gp.GaussianProcess:
    """A process fitted to all stars, or to all but those held out."""
    x, y, held, settings, seed = job
    rows = np.ones(len(x), dtype=bool) if held is None else ~held
    return gp.fit(x[rows], y[rows], settings.iterations, warp=settings.warp, penalty=settings.warp_penalty, seed=seed)


def whitened_components(centred: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores [n, k] of unit variance and the scaled basis [k, p] that multiplies them, by the Gram matrix."""
    n = len(centred)
    values, vectors = np.linalg.eigh(centred @ centred.T)
    order = np.argsort(values)[::-1][:k]
    scores = vectors[:, order] * np.sqrt(n)
    return scores, scores.T @ centred / n


def rms_error(emulator: Emulator, pairs: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Predicted rms flux error over all pixels [m], to first order: |d flux / d y| = 2 y."""
    y = emulator.depth([mean for mean, _ in pairs])
    variance = pairs[0][1] ** 2 @ emulator.components[0].basis ** 2
    for part, (_, spread) in zip(emulator.components[1:], pairs[1:]):
        variance[:, part.pixels] += part.weight * (spread**2 @ part.basis**2 - variance[:, part.pixels])
    return np.sqrt((4.0 * np.maximum(y, 0.0) ** 2 * variance).mean(axis=1))


def calibrate(emulator: Emulator, flux: np.ndarray) -> dict[str, np.ndarray]:
    """Fit the factor on predicted errors to cross-validated residuals: ln(error / predicted) as a quadratic function.

    Returns each training star's relative error, its predicted error after calibration and their ratio.
    """
    predicted = to_flux(emulator.depth([mean for mean, _ in emulator.held]))
    raw = rms_error(emulator, emulator.held)
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
