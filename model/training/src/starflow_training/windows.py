"""The model's wavelength grid: windows of equal steps, and the mask of pixels that the network never sees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SPEED_OF_LIGHT = 299792.458  # km/s


@dataclass(frozen=True)
class Window:
    """Pixels centred on start + step * i (angstrom, air, rest frame), i < n."""

    name: str
    start: float
    step: float
    n: int

    @property
    def wavelength(self) -> np.ndarray:
        return self.start + self.step * np.arange(self.n)


@dataclass(frozen=True)
class MaskInterval:
    """A closed interval (angstrom) that the projection leaves out, and why."""

    lower: float
    upper: float
    reason: str


@dataclass(frozen=True)
class PixelGrid:
    windows: tuple[Window, ...]
    mask: tuple[MaskInterval, ...] = ()

    @property
    def size(self) -> int:
        return sum(window.n for window in self.windows)

    @property
    def wavelength(self) -> np.ndarray:
        """All pixel centres, window after window. [P] angstrom."""
        return np.concatenate([window.wavelength for window in self.windows])

    @property
    def step(self) -> np.ndarray:
        """Pixel width of each pixel. [P] angstrom."""
        return np.concatenate([np.full(window.n, window.step) for window in self.windows])

    @property
    def slices(self) -> list[slice]:
        edges = np.cumsum([0] + [window.n for window in self.windows])
        return [slice(a, b) for a, b in zip(edges[:-1], edges[1:])]

    @property
    def unmasked(self) -> np.ndarray:
        """True where the network may look. [P]"""
        wavelength = self.wavelength
        keep = np.ones(wavelength.size, dtype=bool)
        for interval in self.mask:
            keep &= ~((wavelength >= interval.lower) & (wavelength <= interval.upper))
        return keep

    def coverage(self, used: np.ndarray) -> np.ndarray:
        """Share of each window's unmasked pixels that `used` [P] keeps. [W]"""
        keep = self.unmasked
        return np.array([(used & keep)[part].sum() / max(keep[part].sum(), 1) for part in self.slices])
