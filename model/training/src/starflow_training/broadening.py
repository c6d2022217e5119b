"""Rotational broadening as a convolution in ln(wavelength), where it commutes with the instrument's profile.

The profile is that of a rigidly rotating sphere with linear limb darkening (Gray, The Observation and Analysis of
Stellar Photospheres, eq. 18.14), applied through its analytic Fourier transform, so that broadening well below the
pixel size is exact.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.special import j1

from .windows import SPEED_OF_LIGHT, PixelGrid, Window

LIMB_DARKENING = 0.6
_VELOCITY_STEP = 1.0  # km/s, spacing of the intermediate grid; a pixel is 2.2 to 2.9 km/s


def rotation_transform(frequency: np.ndarray, vbroad: float, limb_darkening: float = LIMB_DARKENING) -> np.ndarray:
    """Fourier transform of the rotation profile at `frequency` (s/km), 1 at zero frequency."""
    t = 2.0 * np.pi * frequency * vbroad
    small = np.abs(t) < 1e-2
    safe = np.where(small, 1.0, t)
    disc = np.where(small, 1.0 - t**2 / 8.0, 2.0 * j1(safe) / safe)
    limb = np.where(small, 1.0 - t**2 / 10.0, 3.0 * (np.sin(safe) - safe * np.cos(safe)) / safe**3)
    return ((1.0 - limb_darkening) * disc + 2.0 / 3.0 * limb_darkening * limb) / (1.0 - limb_darkening / 3.0)


def resolution_transform(frequency: np.ndarray, sigma: float) -> np.ndarray:
    """Fourier transform of a Gaussian of standard deviation `sigma` (km/s)."""
    return np.exp(-2.0 * (np.pi * frequency * sigma) ** 2)


def rotate(spectra: np.ndarray, grid: PixelGrid, vbroad: float) -> np.ndarray:
    """Broaden `spectra` [n, P] by `vbroad` (km/s). Beyond a window's ends the end value is continued."""
    if vbroad <= 0.0:
        return np.array(spectra, dtype=np.float64)
    return convolve(spectra, grid, lambda frequency: rotation_transform(frequency, vbroad))


def convolve(spectra: np.ndarray, grid: PixelGrid, transform) -> np.ndarray:
    """Convolve `spectra` [n, P] in velocity with a profile given by its Fourier `transform`(frequency in s/km)."""
    spectra = np.atleast_2d(spectra)
    parts = [_convolve_window(spectra[:, part], window, transform) for part, window in zip(grid.slices, grid.windows)]
    return np.concatenate(parts, axis=1)


def _convolve_window(flux: np.ndarray, window: Window, transform, margin: int = 160) -> np.ndarray:
    log_wavelength = np.log(window.wavelength)
    step = _VELOCITY_STEP / SPEED_OF_LIGHT
    n = int(np.ceil((log_wavelength[-1] - log_wavelength[0]) / step)) + 1
    fine = log_wavelength[0] + step * np.arange(-margin, n + margin)
    resampled = CubicSpline(log_wavelength, flux, axis=1)(np.clip(fine, log_wavelength[0], log_wavelength[-1]))
    size = fine.size
    padded = 2 ** int(np.ceil(np.log2(size + 2 * margin)))
    offset = resampled.mean(axis=1, keepdims=True)
    frequency = np.fft.rfftfreq(padded, d=_VELOCITY_STEP)
    # the padding continues the end values instead of jumping to zero
    left = np.repeat(resampled[:, :1], (padded - size) // 2, axis=1)
    right = np.repeat(resampled[:, -1:], padded - size - left.shape[1], axis=1)
    extended = np.concatenate([left, resampled, right], axis=1) - offset
    smooth = np.fft.irfft(np.fft.rfft(extended, axis=1) * transform(frequency), n=padded, axis=1) + offset
    smooth = smooth[:, left.shape[1] : left.shape[1] + size]
    return CubicSpline(fine, smooth, axis=1)(log_wavelength)
