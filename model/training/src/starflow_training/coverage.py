"""Random coverage patterns: what is missing from real spectra, drawn as sets of used pixels."""

from __future__ import annotations

import numpy as np

from .windows import PixelGrid


def draw_patterns(grid: PixelGrid, n: int, minimum: float, rng: np.random.Generator) -> np.ndarray:
    """Used pixels [n, P] (bool). Pattern 0 is full coverage; all leave out the mask and keep `minimum` coverage."""
    unmasked = grid.unmasked
    patterns = [unmasked]
    while len(patterns) < n:
        used = unmasked & _draw(grid, rng)
        if used.sum() >= (minimum + 0.02) * unmasked.sum():
            patterns.append(used)
        # a window lost altogether may fall below the minimum: then it is drawn again
    return np.stack(patterns)


def _draw(grid: PixelGrid, rng: np.random.Generator) -> np.ndarray:
    wavelength = grid.wavelength
    used = np.ones(grid.size, dtype=bool)
    kind = rng.random()
    if kind < 0.06:  # one window is missing
        used[grid.slices[rng.integers(len(grid.windows))]] = False
    if rng.random() < 0.45:  # a gap between chips
        _cut(used, wavelength, rng.uniform(wavelength[0], wavelength[-1]), rng.uniform(5.0, 60.0))
    if 0.06 <= kind < 0.3:  # the HARPS gap of the archive spectra
        used &= ~((wavelength > 5304.0) & (wavelength < 5337.0))
    for part in grid.slices:  # ends that do not reach as far as the model's windows
        for side in (0, -1):
            if rng.random() < 0.12:
                _cut(used, wavelength, wavelength[part][side], rng.uniform(4.0, 150.0))
    if rng.random() < 0.6:  # cosmic rays and other bad pixels, in short runs
        starts = rng.choice(grid.size, size=int(grid.size * rng.choice([0.0005, 0.002, 0.01])), replace=False)
        for length in range(3):
            used[np.minimum(starts + length, grid.size - 1)] = False
    if rng.random() < 0.1:  # several bands lost, e.g. to tellurics
        for centre in rng.uniform(wavelength[0], wavelength[-1], 6):
            _cut(used, wavelength, centre, rng.uniform(10.0, 60.0))
    return used


def _cut(used: np.ndarray, wavelength: np.ndarray, centre: float, width: float) -> None:
    used[np.abs(wavelength - centre) < width / 2.0] = False
