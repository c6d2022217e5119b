"""Gaussian process with one kernel for many outputs, hyperparameters by marginal likelihood.

Kernel: a rational-quadratic one on linearly embedded inputs plus a quadratic polynomial one, plus noise,

    k(x, x') = a (1 + |M w(x) / l - M w(x') / l|^2 / (2 alpha))^-alpha + b (1 + x Q^2 x')^2 + n delta,
    w(x) = x + V tanh(W x + c).

The embedding M (D x D) lets the kernel find directions such as [Fe/H] + [X/Fe], along which line strengths change, and
the warp w lets those directions and the lengths change over parameter space, as where a line saturates (see docs/adr/020
and 062). Outputs share the kernel and differ by a scale that the likelihood profiles out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch


@dataclass
class GaussianProcess:
    """A fitted process. `inputs` [n, D] are standardised, `weights` [n, k] = K^-1 y, `inverse` [n, n] = K^-1."""

    inputs: np.ndarray
    embedding: np.ndarray  # [D, D]: M / l
    polynomial: np.ndarray  # [D]: Q
    amplitude: float
    alpha: float
    quadratic: float
    noise: float
    weights: np.ndarray
    inverse: np.ndarray
    scale: np.ndarray  # [k]: spread of each output's process
    warp_weight: np.ndarray  # [D, h]: W^T
    warp_bias: np.ndarray  # [h]: c
    warp_out: np.ndarray  # [h, D]: V^T

    def embed(self, x: np.ndarray) -> np.ndarray:
        """Where the rational-quadratic kernel measures distances. [m, D]"""
        return (x + np.tanh(x @ self.warp_weight + self.warp_bias) @ self.warp_out) @ self.embedding

    def kernel(self, x: np.ndarray) -> np.ndarray:
        """Covariance between `x` [m, D] and the training inputs. [m, n]"""
        a, b = self.embed(x), self.embed(self.inputs)
        distance = np.maximum((a**2).sum(1)[:, None] + (b**2).sum(1) - 2.0 * a @ b.T, 0.0)
        rational = self.amplitude * (1.0 + distance / (2.0 * self.alpha)) ** -self.alpha
        return rational + self.quadratic * (1.0 + (x * self.polynomial**2) @ self.inputs.T) ** 2

    def predict(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and predictive standard deviation, both [m, k]."""
        k = self.kernel(x)
        own = self.amplitude + self.quadratic * (1.0 + (x**2 * self.polynomial**2).sum(1)) ** 2 + self.noise
        variance = own - np.einsum("mn,mn->m", k @ self.inverse, k)
        return k @ self.weights, np.sqrt(np.maximum(variance, self.noise))[:, None] * self.scale


@dataclass
class Ensemble:
    """Processes fitted from different starts: their mean errs less than each, since the warps differ."""

    members: list[GaussianProcess]

    @property
    def inputs(self) -> np.ndarray:
        return self.members[0].inputs

    def predict(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean over the members and the rms of their standard deviations, both [m, k]."""
        pairs = [member.predict(x) for member in self.members]
        return np.mean([mean for mean, _ in pairs], axis=0), np.sqrt(np.mean([s**2 for _, s in pairs], axis=0))

    def inflate(self, factor: np.ndarray) -> None:
        """Multiply the standard deviations of the outputs by `factor` [k]."""
        for member in self.members:
            member.scale = member.scale * factor


def fit(
    x: np.ndarray,
    y: np.ndarray,
    iterations: int,
    progress=lambda step, loss: None,
    warp: int = 0,
    penalty: float = 1e-4,
    seed: int = 0,
) -> GaussianProcess:
    """Fit to inputs `x` [n, D] (standardised) and outputs `y` [n, k] (zero mean, unit spread).

    `warp` is the number of hidden units of w(x), 0 for none; `penalty` keeps its weights small.
    """
    generator = torch.Generator().manual_seed(seed)
    inputs, outputs = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    n, k = outputs.shape
    dims = inputs.shape[1]
    identity = torch.eye(dims, dtype=torch.float64)
    parameters = {
        "embedding": identity.clone(),
        "length": torch.full((dims,), math.log(4.0), dtype=torch.float64),
        "polynomial": torch.full((dims,), math.log(0.3), dtype=torch.float64),
        **{
            name: torch.tensor(start, dtype=torch.float64)
            for name, start in {"amplitude": 0.0, "alpha": 0.0, "quadratic": 0.0, "noise": math.log(1e-3)}.items()
        },
    }
    normal = lambda *shape: torch.randn(*shape, dtype=torch.float64, generator=generator)
    parameters["warp_weight"] = normal(dims, warp) * 0.3 / math.sqrt(dims)
    parameters["warp_bias"] = normal(warp) * 0.5
    parameters["warp_out"] = torch.zeros(warp, dims, dtype=torch.float64)
    for value in parameters.values():
        value.requires_grad_(True)
    optimiser = torch.optim.Adam(parameters.values(), lr=0.05 if warp else 0.08)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, iterations)
    for step in range(iterations + 1):
        p = parameters
        covariance = _covariance(inputs, p)
        factor = torch.linalg.cholesky(covariance)
        weights = torch.cholesky_solve(outputs, factor)
        energy = (outputs * weights).sum(0)
        if step == iterations:
            break
        loss = 0.5 * n * torch.log(energy / n).sum() + k * torch.log(torch.diagonal(factor)).sum()
        loss = loss / (n * k) + 1e-4 * ((p["embedding"] - identity) ** 2).sum()
        loss = loss + penalty * ((p["warp_weight"] ** 2).sum() + (p["warp_out"] ** 2).sum())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        progress(step, loss.item())
    with torch.no_grad():
        value = {name: v.detach() for name, v in parameters.items()}
        return GaussianProcess(
            inputs=x,
            embedding=(value["embedding"] * torch.exp(-value["length"])).numpy(),
            polynomial=torch.exp(value["polynomial"]).numpy(),
            amplitude=math.exp(value["amplitude"]),
            alpha=math.exp(value["alpha"]),
            quadratic=math.exp(value["quadratic"]),
            noise=math.exp(value["noise"]) + 1e-9,
            weights=weights.numpy(),
            inverse=torch.cholesky_inverse(factor).numpy(),
            scale=torch.sqrt(energy / n).numpy(),
            **{name: value[name].numpy() for name in ("warp_weight", "warp_bias", "warp_out")},
        )


def _covariance(x: torch.Tensor, p: dict[str, torch.Tensor]) -> torch.Tensor:
    warped = x + torch.tanh(x @ p["warp_weight"] + p["warp_bias"]) @ p["warp_out"]
    embedded = (warped @ p["embedding"]) * torch.exp(-p["length"])
    norm = (embedded**2).sum(1)
    distance = (norm[:, None] + norm - 2.0 * embedded @ embedded.T).clamp_min(0.0)
    alpha = torch.exp(p["alpha"])
    polynomial = x * torch.exp(p["polynomial"])
    return (
        torch.exp(p["amplitude"]) * (1.0 + distance / (2.0 * alpha)) ** -alpha
        + torch.exp(p["quadratic"]) * (1.0 + polynomial @ polynomial.T) ** 2
        + (torch.exp(p["noise"]) + 1e-9) * torch.eye(len(x), dtype=x.dtype)
    )
