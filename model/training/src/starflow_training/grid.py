"""Reading a grid of synthetic spectra and its labels, with checks that name what is wrong."""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .config import Config
from .labels import GRID_KEYS
from .specfolder import read_spec_folder

_FLUX_UNIT = 50_000.0


@dataclass
class SpectralGrid:
    """Unrotated spectra on the model grid. `flux` [n, P] float32, `labels` [n, 12] in physical units."""

    ids: list[str]
    labels: np.ndarray
    flux: np.ndarray
    test: np.ndarray  # [n] bool: held out from everything

    @property
    def training(self) -> np.ndarray:
        return ~self.test


def read(config: Config) -> SpectralGrid:
    """Read the grid that the configuration names; the last `test` rows are the test split."""
    path = Path(config.grid.path).expanduser()
    if not path.is_dir():
        raise FileNotFoundError(f"grid folder {path} does not exist")
    reader = {"npy": _read_npy, "spec": lambda p, c: read_spec_folder(p, c.pixels, c.resolving_power)}[config.grid.kind]
    ids, labels, flux = reader(path, config)
    check(ids, labels, flux, config)
    test = np.zeros(len(ids), dtype=bool)
    test[len(ids) - config.grid.test :] = True
    return SpectralGrid(ids, labels, flux, test)


def _read_npy(path: Path, config: Config) -> tuple[list[str], np.ndarray, np.ndarray]:
    table = np.genfromtxt(path / "labels.csv", delimiter=",", names=True, dtype=None, encoding="utf-8")
    missing = set(GRID_KEYS) - set(table.dtype.names)
    if missing:
        raise ValueError(f"labels.csv lacks the columns {sorted(missing)}")
    labels = np.stack([table[key].astype(np.float64) for key in GRID_KEYS], axis=1)
    parts = []
    for file in sorted(path.glob("flux_*.npy.xz")):
        with lzma.open(file) as stream:
            parts.append((np.load(stream) / _FLUX_UNIT).astype(np.float32))
    if not parts:
        raise FileNotFoundError(f"no flux_*.npy.xz in {path}")
    return [str(name) for name in table["id"]], labels, np.concatenate(parts)


def check(ids: list[str], labels: np.ndarray, flux: np.ndarray, config: Config) -> None:
    """Refuse a grid that cannot be what it says."""
    if not len(ids) == len(labels) == len(flux):
        raise ValueError(f"{len(ids)} ids, {len(labels)} label rows and {len(flux)} spectra do not belong together")
    if flux.shape[1] != config.pixels.size:
        raise ValueError(f"spectra have {flux.shape[1]} pixels, the configuration's windows {config.pixels.size}")
    if len(set(ids)) != len(ids):
        raise ValueError("ids are not unique")
    if not (np.isfinite(labels).all() and np.isfinite(flux).all()):
        raise ValueError("labels or fluxes are not finite")
    if flux.min() < -0.01 or flux.max() > 1.2:
        raise ValueError(f"flux from {flux.min():.3f} to {flux.max():.3f}: not continuum-normalised absorption spectra")
    if config.grid.test >= len(ids) // 2:
        raise ValueError(f"a test split of {config.grid.test} leaves too few of {len(ids)} spectra to train on")
