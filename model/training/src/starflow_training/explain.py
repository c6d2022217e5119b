"""Why a figure is not reached: what the noise, and what the emulator's own error, allow on the very same test stars."""

from __future__ import annotations

import numpy as np

from .basis import Bases
from .bound import Bound
from .config import Config
from .emulator import Emulator
from .engine import Engine
from .labels import KEYS, VBROAD
from .workdir import Progress, WorkDir

_DRAWS = 100


def run(config: Config, work: WorkDir, engine: Engine, snr_values=(20, 50, 250)) -> dict:
    """Posterior widths of the evaluated network over the bound with the emulator's error, and rms values.

    `noise` is the rms over stars of the bound from noise and prior, `noise_and_emulator` with the emulator's error
    too, `posterior` that of the network's posterior widths, `measured` that of the errors of its MAP. Written to
    explain.json.
    """
    progress, results, bound = Progress(), work.load("evaluation", "evaluate"), Bound(engine)
    emulator, bases = work.load("emulator", "emulate"), work.load("bases", "project")
    rng = np.random.default_rng(config.seed + 95)
    _, chosen = np.unique(results["star"], return_index=True)
    noise = {snr: [] for snr in snr_values}
    both = {snr: [] for snr in snr_values}
    for count, i in enumerate(chosen):
        labels = results["truth"][i]
        errors = error_draws(emulator, bases, labels, rng)
        for snr in snr_values:
            noise[snr].append(bound.sigma(labels, float(snr)))
            both[snr].append(bound.sigma(labels, float(snr), errors=errors))
        if count % 16 == 0:
            progress(f"{count}/{len(chosen)} stars")
    out = {}
    for snr in snr_values:
        summary = results["snr"][snr]
        width = 0.5 * (summary["q84"] - summary["q16"])[chosen]
        residual = (summary["map"] - results["truth"])[chosen]
        floor, full = np.stack(noise[snr]), np.stack(both[snr])
        rms = lambda values: np.sqrt(np.nanmean(values**2, axis=0))
        out[str(snr)] = {
            key: {
                "noise": float(rms(floor)[j]),
                "noise_and_emulator": float(rms(full)[j]),
                "posterior": float(rms(width)[j]),
                "measured": float(rms(residual)[j]),
                "ratio_noise": float(np.nanmedian((width / floor)[:, j])),
                "ratio_noise_and_emulator": float(np.nanmedian((width / full)[:, j])),
            }
            for j, key in enumerate(KEYS)
        }
    work.write_json("explain", out)
    return out


def error_draws(emulator: Emulator, bases: Bases, labels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draws from the emulator's error at `labels` [13], as rotated coefficients [m, K]."""
    grid_labels = np.repeat(np.delete(labels, VBROAD)[None], _DRAWS, axis=0)
    unrotated = bases.compressor(emulator.flux(grid_labels, rng, bases.compressor.pixels)).astype(np.float32)
    return bases.rotation.apply(unrotated, np.full(_DRAWS, labels[VBROAD])).astype(np.float64)
