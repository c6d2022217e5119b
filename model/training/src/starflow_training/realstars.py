"""Real spectra of bright stars put through a package: a check by hand, on files that are not part of the project.

The shipped path is the Java producer's; this small reader exists so that the report needs nothing but Python.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import model_continuum
from .engine import Engine
from .labels import KEYS
from .specfolder import resample
from .windows import PixelGrid


@dataclass(frozen=True)
class RealSpectrum:
    name: str
    file: str
    resolving_power: float
    normalised: bool
    reference: dict[str, float]


_SUN = {"teff": 5771.0, "logg": 4.44, "fe_h": 0.0}
#: References: the paper's Table 1.
SPECTRA = (
    RealSpectrum("Sun (HARPS)", "sun_harps_normalised.fits", 115_000, True, _SUN),
    RealSpectrum("Sun (Ganymede, HARPS)", "sun_ganymede_harps_unnormalised.fits", 115_000, False, _SUN),
    RealSpectrum("Sun (UVES)", "sun_uves_normalised.txt.gz", 80_000, True, _SUN),
    RealSpectrum(
        "Procyon (HARPS)",
        "procyon_harps_unnormalised.fits",
        115_000,
        False,
        {"teff": 6582.0, "logg": 3.98, "fe_h": -0.03},
    ),
    RealSpectrum(
        "HD 122563 (MIKE)", "hd122563_mike_normalised.fits", 28_000, True, {"teff": 4642.0, "logg": 1.32, "fe_h": -2.66}
    ),
)


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Wavelength (angstrom) and flux of a 1-D FITS image or a two-column text file."""
    if path.name.endswith(".gz"):
        with gzip.open(path, "rt") as stream:
            table = np.loadtxt(stream)
        wavelength, first = np.unique(table[:, 0], return_index=True)  # one file repeats wavelengths
        return wavelength, table[first, 1]
    from astropy.io import fits

    with fits.open(path) as hdus:
        header, flux = hdus[0].header, np.asarray(hdus[0].data, dtype=np.float64).ravel()
    reference = header.get("CRPIX1", 1.0)
    wavelength = header["CRVAL1"] + header["CDELT1"] * (np.arange(flux.size) + 1 - reference)
    return wavelength, flux


def on_grid(spectrum: RealSpectrum, folder: Path, grid: PixelGrid, resolving_power: float) -> tuple:
    """Flux [P] on the model grid, normalised, and the good pixels [P]."""
    wavelength, flux = read(folder / spectrum.file)
    near = (wavelength > grid.wavelength[0] - 30.0) & (wavelength < grid.wavelength[-1] + 30.0)
    wavelength, flux = wavelength[near], flux[near]
    bad = ~np.isfinite(flux) | (flux <= 1e-3 * np.nanmedian(flux))
    bad = bad | np.convolve(bad, np.ones(7), mode="same").astype(bool)
    filled = np.interp(wavelength, wavelength[~bad], flux[~bad])
    out = resample(wavelength, filled, grid, resolving_power, spectrum.resolving_power)
    share = resample(wavelength, bad.astype(np.float64), grid, np.inf)
    good = np.isfinite(out) & (np.nan_to_num(share, nan=1.0) < 1e-6)
    for part in grid.slices:
        if not spectrum.normalised:
            out[part] /= continuum(grid.wavelength[part], out[part], good[part])
    return np.nan_to_num(out, nan=1.0), good


def continuum(wavelength: np.ndarray, flux: np.ndarray, good: np.ndarray, degree: int = 5) -> np.ndarray:
    """Robust polynomial through the upper envelope: points far below the fit are dropped, few above it."""
    x = np.interp(wavelength, [wavelength[0], wavelength[-1]], [-1.0, 1.0])
    keep = good.copy()
    for _ in range(12):
        fit = np.polynomial.Polynomial.fit(x[keep], flux[keep], degree, domain=[-1, 1])
        ratio = flux / fit(x)
        scatter = 1.4826 * np.median(np.abs(ratio[keep] - np.median(ratio[keep])))
        keep = good & (ratio > 1.0 - 1.0 * scatter) & (ratio < 1.0 + 3.0 * scatter)
    return fit(x)


def run(engine: Engine, folder: Path, snr: float = 250.0) -> list[dict]:
    """Posterior, deviation from the reference and re-simulation residual of each spectrum."""
    out = []
    for spectrum in SPECTRA:
        flux, good = on_grid(spectrum, folder, engine.pixels, engine.manifest["grid"]["resolving_power"])
        if not spectrum.normalised:
            first, projected = engine.infer_flux(flux, good, snr)
            flux = flux / model_continuum.fit(engine, flux, projected.used, first["map"][0], snr)
        summary, projected = engine.infer_flux(flux, good, snr)
        map_labels = summary["map"][0]
        coefficients, error = engine.emulate(map_labels[None])
        model = engine.basis.flux(coefficients[0].astype(np.float64))
        residual = flux - model
        out.append(
            {
                "name": spectrum.name,
                "file": spectrum.file,
                "f_reject": float(summary["f_reject"][0]),
                "coverage": projected.coverage.tolist(),
                "outliers": int((good & engine.pixels.unmasked).sum() - projected.used.sum()),
                "labels": {
                    key: {name: float(summary[name][0, j]) for name in ("map", "q025", "q16", "q50", "q84", "q975")}
                    for j, key in enumerate(KEYS)
                },
                "reference": spectrum.reference,
                "deviation": {
                    key: float(map_labels[KEYS.index(key)] - value) for key, value in spectrum.reference.items()
                },
                "residual_rms": float(np.sqrt((residual[projected.used] ** 2).mean())),
                "emulator_error": float(error[0]),
                "_flux": flux,
                "_model": model,
                "_used": projected.used,
            }
        )
    return out
