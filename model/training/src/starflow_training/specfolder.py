"""Folders of TSFitPy / Turbospectrum `.spec` output: wavelength, normalised flux, absolute flux in columns.

The folder holds a parameter table `labels.csv` with a column `file` beside the label columns. Spectra of any sampling
and (near) perfect resolution are convolved to the model's resolving power and averaged over its pixels.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from scipy.interpolate import CubicSpline

from .broadening import resolution_transform
from .labels import GRID_KEYS
from .windows import SPEED_OF_LIGHT, PixelGrid

_FWHM = 2.0 * np.sqrt(2.0 * np.log(2.0))


def read_spec_folder(path: Path, grid: PixelGrid, resolving_power: float) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Ids, labels [n, 12] and flux [n, P] of every spectrum that the table names."""
    with (path / "labels.csv").open(newline="") as stream:
        table = list(csv.DictReader(stream))
    missing = {"file", *GRID_KEYS} - set(table[0] if table else ())
    if missing:
        raise ValueError(f"{path / 'labels.csv'} lacks the columns {sorted(missing)}")
    flux = np.stack([read_spec(path / row["file"], grid, resolving_power) for row in table])
    labels = np.array([[float(row[key]) for key in GRID_KEYS] for row in table])
    return [Path(row["file"]).stem for row in table], labels, flux.astype(np.float32)


def read_spec(path: Path, grid: PixelGrid, resolving_power: float) -> np.ndarray:
    """One spectrum on the model grid. [P]"""
    columns = np.loadtxt(path, comments="#", usecols=(0, 1))
    return resample(columns[:, 0], columns[:, 1], grid, resolving_power)


def resample(
    wavelength: np.ndarray,
    flux: np.ndarray,
    grid: PixelGrid,
    resolving_power: float,
    native_resolving_power: float = np.inf,
) -> np.ndarray:
    """Convolve to `resolving_power` (Gaussian in ln wavelength) and average over the model's pixels. [P]

    Pixels that the spectrum does not cover come out as NaN.
    """
    sigma2 = resolving_power**-2 - native_resolving_power**-2
    smooth = _smooth(wavelength, flux, SPEED_OF_LIGHT * np.sqrt(max(sigma2, 0.0)) / _FWHM)
    integral = np.concatenate([[0.0], np.cumsum(0.5 * (smooth[1:] + smooth[:-1]) * np.diff(wavelength))])
    out = []
    for window in grid.windows:
        edges = np.concatenate([window.wavelength - window.step / 2.0, [window.wavelength[-1] + window.step / 2.0]])
        total = np.interp(edges, wavelength, integral, left=np.nan, right=np.nan)
        out.append(np.diff(total) / window.step)
    return np.concatenate(out)


def _smooth(wavelength: np.ndarray, flux: np.ndarray, sigma: float) -> np.ndarray:
    if sigma <= 0.0:
        return flux
    log_wavelength = np.log(wavelength)
    step = min(np.median(np.diff(log_wavelength)), 0.4 / SPEED_OF_LIGHT)
    fine = np.arange(log_wavelength[0], log_wavelength[-1], step)
    values = np.interp(fine, log_wavelength, flux)
    margin = int(8.0 * sigma / (step * SPEED_OF_LIGHT)) + 1
    padded = np.concatenate([np.full(margin, values[0]), values, np.full(margin, values[-1])])
    frequency = np.fft.rfftfreq(padded.size, d=step * SPEED_OF_LIGHT)
    convolved = np.fft.irfft(np.fft.rfft(padded) * resolution_transform(frequency, sigma), n=padded.size)
    return CubicSpline(fine, convolved[margin : margin + values.size], extrapolate=True)(log_wavelength)
