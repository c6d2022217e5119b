"""Parity of the exported graphs with FrEIA's own inverse pass and log-density."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from .network import ConditionalINN


def against_freia(
    network: ConditionalINN, path: Path, conditions: tuple[np.ndarray, np.ndarray, np.ndarray], latents: np.ndarray
) -> dict[str, float]:
    """Largest differences between the graph at `path` and FrEIA over all conditions and latents.

    `conditions` are coefficients [B, K], S/N [B, 1] and coverage [B, W]. FrEIA runs in double precision: `samples` is
    its inverse pass, `log_density` its forward pass of those samples, an independent way to the density. In single
    precision (`single_forward`) that way loses the last digits: a sample's rounding alone moves its density by |z| dz.
    """
    session = onnxruntime.InferenceSession(str(path))
    coefficients, snr, coverage = (a.astype(np.float32) for a in conditions)
    worst = {"samples": 0.0, "log_density": 0.0, "log_density_inverse": 0.0, "single_forward": 0.0}
    z = torch.from_numpy(latents.astype(np.float32))
    network = network.eval()
    exact = copy.deepcopy(network).double()
    for i in range(len(coefficients)):
        row = slice(i, i + 1)
        x, log_density = session.run(
            ["samples", "log_density"],
            {
                "coefficients": coefficients[row],
                "snr": snr[row],
                "coverage": coverage[row],
                "latents": latents.astype(np.float32),
            },
        )
        with torch.no_grad():
            condition = [torch.from_numpy(a[row]) for a in (coefficients, snr, coverage)]
            features = exact.features(*(c.double() for c in condition)).expand(len(z), -1)
            expected, log_jacobian = exact.inverse(z.double(), features)
            inverse = -log_jacobian - 0.5 * (z.double() ** 2).sum(1) - 0.5 * z.shape[1] * np.log(2 * np.pi)
            forward = exact.log_density(expected, features)
            single = network.log_density(expected.float(), network.features(*condition).expand(len(z), -1))
        for name, found, reference in (
            ("samples", x[0], expected),
            ("log_density", log_density[0], forward),
            ("log_density_inverse", log_density[0], inverse),
            ("single_forward", log_density[0], single),
        ):
            worst[name] = max(worst[name], float(np.abs(found - reference.numpy()).max()))
    return worst
