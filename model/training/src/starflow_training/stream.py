"""The endless stream of training examples, drawn wholly in the coefficient domain.

A bank of emulator draws (label vectors with the unrotated coefficients of one draw from the emulator's uncertainty)
is made once. Each use of a bank entry gets a new rotation, coverage pattern, continuum, velocity, resolution, S/N
and noise. Nothing here touches 25 197 pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from .basis import Bases
from .config import Config
from .emulator import Emulator
from .labels import KEYS, VBROAD, LabelSet
from .operators import NoiseTemplates, PatternOperators
from .windows import SPEED_OF_LIGHT

FE_H = KEYS.index("fe_h")
_FWHM = 2.0 * np.sqrt(2.0 * np.log(2.0))


@dataclass
class Bank:
    """`labels` [n, 13] physical (v_broad is redrawn at each use) and `unrotated` [n, KU] coefficients."""

    labels: np.ndarray
    unrotated: np.ndarray


def make_bank(
    n: int,
    emulator: Emulator,
    bases: Bases,
    config: Config,
    rng: np.random.Generator,
    progress=lambda text: None,
    chunk: int = 10_000,
    jitter: np.ndarray | None = None,
) -> Bank:
    """Draw `n` label vectors from the prior and one spectrum for each from the emulator's uncertainty.

    `jitter` [12] moves the labels that the spectrum is drawn at (not those recorded): see `direction_check`.
    """
    labels = config.prior.draw(n, rng).astype(np.float32)
    unrotated = np.empty((n, bases.compressor.matrix.shape[1]), dtype=np.float32)
    scale = config.hardening.emulator_error
    for start in range(0, n, chunk):
        part = slice(start, start + chunk)
        grid_labels = np.delete(labels[part].astype(np.float64), VBROAD, axis=1)
        if jitter is not None:
            grid_labels += jitter * rng.standard_normal(grid_labels.shape)
        flux = emulator.flux(grid_labels, rng if scale > 0 else None, bases.compressor.pixels)
        unrotated[part] = bases.compressor(flux)
        progress(f"{min(start + chunk, n)}/{n} emulator draws")
    return Bank(labels, unrotated)


class Stream:
    """Draws batches (x [n, 13], coefficients [n, K], snr [n, 1], coverage [n, W]) as torch tensors.

    `coefficients` are what the shipped projection would give. Each group of `group` spectra shares one pattern.
    """

    def __init__(
        self,
        bank: Bank,
        bases: Bases,
        patterns: list[PatternOperators],
        noise: NoiseTemplates,
        labels: LabelSet,
        config: Config,
        seed: int,
        group: int = 256,
    ):
        self.config, self.labels, self.group = config, labels, group
        self.rng = np.random.default_rng(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.bank, self.rotation = bank, bases.rotation
        self.root = torch.tensor(np.sqrt(bases.basis.variance), dtype=torch.float32)
        self.noise = noise
        self.patterns = [{name: torch.from_numpy(value) for name, value in p.__dict__.items()} for p in patterns]
        hardening = config.hardening
        velocity_sigma = SPEED_OF_LIGHT / config.resolving_power / _FWHM
        # resolving power off by a factor 1 + r changes the profile's variance by about -2 r sigma^2
        self.amplitudes = np.concatenate(
            [
                np.tile(hardening.continuum, len(config.pixels.windows)),
                [hardening.velocity, 2.0 * hardening.resolution * velocity_sigma**2],
                [entry.sigma for entry in hardening.lines],
            ]
        ).astype(np.float32)
        self.sqrt_step = float((1.0 / config.pixels.step[config.pixels.unmasked]).mean() ** -0.5)

    def draw(self, n: int) -> tuple[torch.Tensor, ...]:
        """One shuffled superbatch of `n` examples (a multiple of `group`)."""
        index = self.rng.integers(len(self.bank.labels), size=n)
        physical = self.bank.labels[index].astype(np.float64)
        physical[:, VBROAD] = self.config.prior.draw_vbroad(physical[:, FE_H], self.rng)
        clean = self.rotation.apply(self.bank.unrotated[index], physical[:, VBROAD], self.config.train.rotation_order)
        lower, upper = np.log(self.config.snr)
        snr = np.exp(self.rng.uniform(lower, upper, n)).astype(np.float32)
        observed, coverage = self.observe(clean, snr, physical[:, FE_H])
        order = torch.from_numpy(self.rng.permutation(n))
        x = torch.from_numpy(self.labels.standardise(physical).astype(np.float32))
        return x[order], observed[order], torch.from_numpy(snr)[order, None], coverage[order]

    def observe(self, clean: np.ndarray, snr: np.ndarray, fe_h: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Perturb, add noise and project spectra with coefficients `clean` [n, K] at `snr` [n] per angstrom."""
        scale = self._amplitude_scale(fe_h)
        hardening = self.config.hardening
        template = np.where(self.rng.random(len(clean)) < hardening.flat_noise_share, 0, self.noise.nearest(clean))
        parts = []
        for start in range(0, len(clean), self.group):
            rows = slice(start, start + self.group)
            full = self.rng.random() < hardening.full_coverage_share or len(self.patterns) == 1
            pattern = self.patterns[0 if full else self.rng.integers(1, len(self.patterns))]
            parts.append(
                self._observe_group(torch.from_numpy(clean[rows]), snr[rows], template[rows], pattern, scale[rows])
            )
        return torch.cat([a for a, _ in parts]), torch.cat([b for _, b in parts])

    def _amplitude_scale(self, fe_h: np.ndarray) -> np.ndarray:
        """Factor on each perturbation's amplitude [n, J]: 1, but metallicity-dependent for line depths."""
        scale = np.ones((len(fe_h), len(self.amplitudes)), dtype=np.float32)
        lines = self.config.hardening.lines
        for column, entry in zip(range(len(self.amplitudes) - len(lines), len(self.amplitudes)), lines):
            scale[:, column] = np.clip((fe_h - entry.none) / (entry.full - entry.none), 0.0, 1.0)
        return scale

    def _observe_group(self, clean, snr, template, pattern, scale):
        n = len(clean)
        extended = torch.cat([torch.ones(n, 1), clean], dim=1)
        z = clean @ pattern["signal"]
        amplitude = torch.randn(n, len(self.amplitudes), generator=self.generator) * torch.from_numpy(
            self.amplitudes * scale
        )
        for j in np.flatnonzero(self.amplitudes):
            z += (amplitude[:, j, None] * extended) @ pattern["perturbation"][j]
        s = (extended @ pattern["mean_flux"]) / torch.from_numpy(snr * np.float32(self.sqrt_step))
        sigma = s * torch.from_numpy(self.noise.ratio[template])
        white = torch.randn(n, clean.shape[1], generator=self.generator) * sigma[:, None]
        for t in np.unique(template):
            rows = torch.from_numpy(np.flatnonzero(template == t))
            z[rows] += white[rows] @ pattern["noise"][t]
        whitened = (z / (pattern["eigenvalues"] + (s * s)[:, None])) @ pattern["eigenvectors"]
        return whitened * self.root, pattern["coverage"].expand(n, -1)
