"""Saliency: how each label's estimate changes with the flux of each pixel (paper, Figs. A.4 and A.5)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import torch

from .labels import KEYS
from .network import ConditionalINN
from .testset import FullCoverageProjector

#: Species of the paper's Table B.1 and the label that each measures.
SPECIES = {"Ca I": "ca_fe", "Fe I": "fe_h", "Fe II": "fe_h", "Li I": "li_fe", "Mg I": "mg_fe"}


def maps(
    network: ConditionalINN,
    projector: FullCoverageProjector,
    coefficients: np.ndarray,
    flux: np.ndarray,
    snr: float,
    keys: tuple[str, ...],
) -> dict[str, np.ndarray]:
    """Median over stars of d x / d flux [P] for each label, divided by its largest value; x is the flow at z = 0."""
    tensor = torch.tensor(coefficients, dtype=torch.float32, requires_grad=True)
    n = len(coefficients)
    features = network.features(tensor, torch.full((n, 1), snr), torch.ones(n, len(projector.coverage)))
    x, _ = network.inverse(torch.zeros(n, network.dims), features)
    s2 = (flux[:, projector.used].mean(axis=1) / (snr * projector.sqrt_step)) ** 2
    out, size = {}, flux.shape[1]
    for key in keys:
        gradient = torch.autograd.grad(x[:, KEYS.index(key)].sum(), tensor, retain_graph=True)[0].numpy()
        # c = z / (g + s^2) @ right with z = (f - mean) @ left^T, so dx/df = ((dx/dc @ right^T) / (g + s^2)) @ left
        pixels = ((gradient @ projector.right.T) / (projector.values + s2[:, None])) @ projector.left
        median = np.zeros(size)
        median[projector.used] = np.median(pixels, axis=0)
        out[key] = median / np.abs(median).max()
    return out


def lines(path: Path) -> dict[str, list[float]]:
    """Wavelengths of the paper's diagnostic lines by label."""
    out: dict[str, list[float]] = {}
    with path.open(newline="") as stream:
        for row in csv.DictReader(stream):
            out.setdefault(SPECIES[row["species"]], []).append(float(row["wavelength_angstrom"]))
    return out


def near_lines(wavelength: np.ndarray, values: np.ndarray, centres: list[float], half_width: float = 0.5) -> float:
    """Share of the peaks above half the largest that lie within `half_width` (angstrom) of a diagnostic line."""
    magnitude, peaks = np.abs(values).copy(), []
    largest = magnitude.max()
    while magnitude.max() > 0.5 * largest:
        peak = wavelength[magnitude.argmax()]
        peaks.append(peak)
        magnitude[np.abs(wavelength - peak) < 1.0] = 0.0
    return float(np.mean([np.abs(np.array(centres) - peak).min() < half_width for peak in peaks]))
