"""A tiny package on a coarse grid for tests: really trained, from the shipped emulator or the reference grid.

The tiny model's two windows are pieces of the reference windows at a coarser step. Its spectra are those of a
reference emulator (a package or a training folder), averaged onto the coarse pixels, so no grid is needed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .config import Config
from .engine import Engine
from .grid import SpectralGrid
from .labels import VBROAD
from .windows import PixelGrid


def rebin_matrix(source: PixelGrid, target: PixelGrid) -> np.ndarray:
    """Averages source pixels whose centres fall into each target pixel. [P_target, P_source]"""
    wavelength, centres = source.wavelength, target.wavelength
    half = target.step / 2.0
    matrix = (np.abs(wavelength[None] - centres[:, None]) <= half[:, None] + 1e-9).astype(np.float64)
    counts = matrix.sum(axis=1, keepdims=True)
    if (counts == 0).any():
        raise ValueError("a coarse pixel covers no pixel of the reference grid")
    return matrix / counts


def grid_from_package(package: Path, config: Config, n: int) -> SpectralGrid:
    """`n` unrotated spectra of the package's emulator on the coarse pixels of `config`."""
    engine = Engine(package)
    rng = np.random.default_rng(config.seed)
    labels = config.prior.draw(n, rng)
    labels[:, VBROAD] = 0.0
    coefficients, _ = engine.emulate(labels)
    matrix = rebin_matrix(engine.pixels, config.pixels)
    mean, rows = matrix @ engine.basis.mean, engine.basis.rows @ matrix.T
    flux = np.clip(mean + coefficients @ rows, 0.0, 1.0).astype(np.float32)
    test = np.zeros(n, dtype=bool)
    test[n - config.grid.test :] = True
    return SpectralGrid([f"tiny{i:05d}" for i in range(n)], np.delete(labels, VBROAD, axis=1), flux, test)


CARD = """# A tiny Starflow model, for tests alone

Trained for some seconds on a coarse grid that was drawn from another package's emulator (`starflow-train tiny`). It has
every file of a model package and the same thirteen labels, but nothing that it says about a star is of any use.
"""
