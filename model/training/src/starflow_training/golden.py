"""The self-test of a package: coefficients, S/N and coverage with the summaries that they must give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from .labels import KEYS, LabelSet
from .summaries import QUANTILES, summarise

if TYPE_CHECKING:
    from .package import Parts

#: Sun, a metal-poor giant and a rotating F star: labels in the order of `labels.KEYS`, and S/N per angstrom.
CASES = (
    ((5772.0, 4.44, 0.0, 1.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 250.0),
    ((4600.0, 1.4, -2.2, 1.8, 6.0, 0.3, -0.3, 0.4, -0.3, 0.1, 0.4, 0.3, 1.4), 80.0),
    ((6600.0, 4.0, -0.1, 1.6, 40.0, 0.1, -0.1, 0.0, -0.1, 0.0, 0.1, 0.1, 1.5), 20.0),
)


def make(parts: Parts, folder: Path, latents: np.ndarray) -> dict:
    return compute(parts.labels, len(parts.config.pixels.windows), parts.config.package.draws, folder, latents)


def compute(label_set: LabelSet, windows: int, draws: int, folder: Path, latents: np.ndarray) -> dict:
    """Run the exported float32 graph on emulated spectra of typical stars, without noise, at full coverage."""
    emulator = onnxruntime.InferenceSession(str(folder / "emulator.onnx"))
    posterior = onnxruntime.InferenceSession(str(folder / "posterior.onnx"))
    labels = np.array([case[0] for case in CASES])
    lower, upper = label_set.lower, label_set.upper
    labels = np.clip(labels, lower + 1e-3 * (upper - lower), upper - 1e-3 * (upper - lower)).astype(np.float32)
    coefficients = emulator.run(["coefficients"], {"labels": labels})[0]
    cases = []
    for i, (_, snr) in enumerate(CASES):
        # rounded to what JSON carries, so that every reader starts from the same numbers
        row = np.array([float(f"{value:.8g}") for value in coefficients[i]], dtype=np.float32)
        coverage = np.ones(windows, dtype=np.float32)
        x, log_density = posterior.run(
            ["samples", "log_density"],
            {
                "coefficients": row[None],
                "snr": np.array([[snr]], dtype=np.float32),
                "coverage": coverage[None],
                "latents": latents.astype(np.float32),
            },
        )
        summary = summarise(x, log_density, label_set, draws)
        expected = {
            key: {name: float(summary[name][0, j]) for name in ("map", "mean", "std", *QUANTILES)}
            for j, key in enumerate(KEYS)
        }
        cases.append(
            {
                "coefficients": [float(f"{value:.8g}") for value in coefficients[i]],
                "snr": snr,
                "coverage": coverage.tolist(),
                "expected": {"f_reject": float(summary["f_reject"][0]), "labels": expected},
            }
        )
    return {"cases": cases}
