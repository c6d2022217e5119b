"""The emulator's draws on a GPU: what `emulator` and `gp` compute, in PyTorch, for banks of millions of spectra."""

from __future__ import annotations

import numpy as np
import torch

from .basis import Bases
from .emulator import FEATURES, Component, Emulator, features
from .gp import GaussianProcess

_QUADRATIC_INPUTS = [FEATURES.index(name) for name in ("5040/Teff", "log g", "[Fe/H]", "v_mic", "[C/Fe]")]


class DeviceEmulator:
    """Draws the unrotated coefficients of spectra from the emulator's uncertainty. Doubles throughout, as on a CPU."""

    def __init__(self, emulator: Emulator, bases: Bases, device: torch.device, generator: torch.Generator):
        self.device, self.generator = device, generator
        self.mean, self.std = self._double(emulator.input_mean), self._double(emulator.input_std)
        self.inflation = self._double(emulator.inflation)
        compressor = bases.compressor
        self.parts = [self._part(part, compressor.pixels) for part in emulator.components]
        self.flux_mean, self.matrix = self._double(compressor.mean), self._double(compressor.matrix)

    def __call__(self, grid_labels: np.ndarray, scale: float = 1.0) -> torch.Tensor:
        """Coefficients [n, KU] (float32) of one draw for each of `grid_labels` [n, 12]; `scale` 0 takes the mean."""
        x = (self._double(features(grid_labels)) - self.mean) / self.std
        factor = scale * self._scale_of_error(x)[:, None]
        depth = None
        for part in self.parts:
            pairs = [self._ensemble(members, x) for members in part["processes"]]
            mean = torch.cat([a for a, _ in pairs], dim=1)
            if scale > 0:
                noise = torch.randn(mean.shape, dtype=mean.dtype, device=self.device, generator=self.generator)
                mean = mean + factor * torch.cat([b for _, b in pairs], dim=1) * noise
            patch = part["mean"] + mean @ part["basis"]
            if depth is None:
                depth = patch
            elif part["where"].numel():
                old = depth[:, part["where"]]
                depth[:, part["where"]] = old + part["weight"] * (patch - old)
        flux = 1.0001 - depth.clamp_min(0.0) ** 2
        return ((flux - self.flux_mean) @ self.matrix).float()

    def _double(self, values) -> torch.Tensor:
        return torch.as_tensor(np.asarray(values), dtype=torch.float64, device=self.device)

    def _part(self, part: Component, pixels: np.ndarray) -> dict:
        _, local, where = np.intersect1d(part.pixels, pixels, return_indices=True)
        return {
            "mean": self._double(part.mean[local]),
            "basis": self._double(part.basis[:, local]),
            "weight": self._double(np.ones(len(local)) if part.weight is None else part.weight[local]),
            "where": torch.as_tensor(where, device=self.device),
            "processes": [[self._process(member) for member in process.members] for process in part.processes],
        }

    def _process(self, process: GaussianProcess) -> dict:
        values = {
            name: value if np.ndim(value) == 0 else self._double(value) for name, value in process.__dict__.items()
        }
        values["known"] = self._embed(values, values["inputs"])
        return values

    @staticmethod
    def _embed(p: dict, x: torch.Tensor) -> torch.Tensor:
        return (x + torch.tanh(x @ p["warp_weight"] + p["warp_bias"]) @ p["warp_out"]) @ p["embedding"]

    def _ensemble(self, members: list[dict], x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        pairs = [self._predict(member, x) for member in members]
        mean = torch.stack([a for a, _ in pairs]).mean(0)
        return mean, torch.stack([b**2 for _, b in pairs]).mean(0).sqrt()

    def _predict(self, p: dict, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean and standard deviation of the scores, both [m, k]."""
        a, b = self._embed(p, x), p["known"]
        distance = ((a**2).sum(1)[:, None] + (b**2).sum(1) - 2.0 * a @ b.T).clamp_min(0.0)
        weights2 = p["polynomial"] ** 2
        kernel = p["amplitude"] * (1.0 + distance / (2.0 * p["alpha"])) ** -p["alpha"]
        kernel = kernel + p["quadratic"] * (1.0 + (x * weights2) @ p["inputs"].T) ** 2
        own = p["amplitude"] + p["quadratic"] * (1.0 + (x**2 * weights2).sum(1)) ** 2 + p["noise"]
        variance = (own - ((kernel @ p["inverse"]) * kernel).sum(1)).clamp_min(p["noise"])
        return kernel @ p["weights"], variance.sqrt()[:, None] * p["scale"]

    def _scale_of_error(self, x: torch.Tensor) -> torch.Tensor:
        if self.inflation.numel() == 1:
            return self.inflation.exp().expand(len(x))
        chosen = x[:, _QUADRATIC_INPUTS]
        squares = [chosen[:, i] * chosen[:, j] for i in range(5) for j in range(i, 5)]
        design = torch.stack([torch.ones_like(chosen[:, 0]), *chosen.T, *squares], dim=1)
        return (design @ self.inflation).exp()
