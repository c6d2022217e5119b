"""Parity of the exported graphs with FrEIA's own inverse pass and log-density."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import torch

from .network import ConditionalINN


def against_freia(
    network: ConditionalINN, path: Path, conditions: tuple[np.ndarray, np.ndarray, np.ndarray], latents: np.ndarray
) -> dict[str, float]:
    """Largest differences between the graph at `path` and FrEIA over all conditions and latents.

    `conditions` are coefficients [B, K], S/N [B, 1] and coverage [B, W]. The log-density is compared with FrEIA's
    forward pass of FrEIA's own samples, an independent way to it.
    """
    session = onnxruntime.InferenceSession(str(path))
    coefficients, snr, coverage = (a.astype(np.float32) for a in conditions)
    worst = {"samples": 0.0, "log_density": 0.0, "log_density_forward": 0.0}
    z = torch.from_numpy(latents.astype(np.float32))
    network = network.eval()
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
            features = network.features(*(torch.from_numpy(a[row]) for a in (coefficients, snr, coverage)))
            features = features.expand(len(z), -1)
            expected, log_jacobian = network.inverse(z, features)
            density = -log_jacobian - 0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * np.log(2 * np.pi)
            forward = network.log_density(expected, features)
        worst["samples"] = max(worst["samples"], float(np.abs(x[0] - expected.numpy()).max()))
        worst["log_density"] = max(worst["log_density"], float(np.abs(log_density[0] - density.numpy()).max()))
        worst["log_density_forward"] = max(
            worst["log_density_forward"], float(np.abs(log_density[0] - forward.numpy()).max())
        )
    return worst
