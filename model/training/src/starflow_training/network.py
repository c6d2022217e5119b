"""The cINN: a feature network and FrEIA's GLOW coupling blocks with fixed random permutations (paper, Sect. 3.2)."""

from __future__ import annotations

import math

import numpy as np
import torch
from FrEIA import framework, modules
from torch import nn

from .config import NetworkConfig

_ACTIVATIONS = {"relu": nn.ReLU, "silu": nn.SiLU, "gelu": nn.GELU}


class InputScaling(nn.Module):
    """Whitens coefficients and scales S/N and coverage to order one; fixed buffers, part of the exported graph."""

    def __init__(self, coefficient_std: np.ndarray, windows: int):
        super().__init__()
        self.register_buffer("inverse_std", torch.tensor(1.0 / coefficient_std, dtype=torch.float32))
        self.size = len(coefficient_std) + 1 + windows

    def forward(self, coefficients, snr, coverage):
        log_snr = (torch.log10(snr) - 2.0) / 0.58
        return torch.cat([coefficients * self.inverse_std, log_snr, (coverage - 0.9) * 4.0], dim=1)


class FeatureNetwork(nn.Sequential):
    """Fully connected; the last layer gives the features that condition every coupling block."""

    def __init__(self, inputs: int, sizes: list[int], activation: str):
        layers: list[nn.Module] = []
        for i, size in enumerate(sizes):
            layers.append(nn.Linear(inputs, size))
            if i < len(sizes) - 1:
                layers.append(_ACTIVATIONS[activation]())
            inputs = size
        super().__init__(*layers)


class ConditionalINN(nn.Module):
    """Posterior of the standardised labels x [n, D] given coefficients, S/N and coverage."""

    def __init__(self, coefficient_std: np.ndarray, windows: int, config: NetworkConfig, dims: int, seed: int):
        super().__init__()
        self.config, self.dims = config, dims
        self.scaling = InputScaling(coefficient_std, windows)
        self.feature_network = FeatureNetwork(self.scaling.size, config.features, config.activation)
        self.flow = build_flow(dims, config, seed)

    def features(self, coefficients, snr, coverage):
        return self.feature_network(self.scaling(coefficients, snr, coverage))

    def forward(self, x, features):
        """Latents z [n, D] and ln |det dz/dx| [n]."""
        return self._through(x, features, reverse=False)

    def inverse(self, z, features):
        """Standardised labels x [n, D] and ln |det dx/dz| [n]."""
        return self._through(z, features, reverse=True)

    def _through(self, value, features, reverse: bool):
        """FrEIA's blocks in turn. Its own loop indexes with the permutations, whose gradient is slow on a GPU."""
        total = 0.0
        modules_in_order = reversed(self.flow.module_list) if reverse else self.flow.module_list
        for module in modules_in_order:
            if isinstance(module, modules.PermuteRandom):
                value = value.index_select(1, module.perm_inv if reverse else module.perm)
            else:
                (value,), log_jacobian = module((value,), c=[features], rev=reverse)
                total = total + log_jacobian
        return value, total

    def log_density(self, x, features):
        """ln q(x | features) [n]."""
        z, log_jacobian = self(x, features)
        return log_jacobian - 0.5 * (z**2).sum(dim=1) - 0.5 * self.dims * math.log(2.0 * math.pi)


def build_flow(dims: int, config: NetworkConfig, seed: int) -> framework.SequenceINN:
    """Permutation, GLOW coupling, permutation, GLOW coupling, ...; permutations are fixed by `seed`."""
    flow = framework.SequenceINN(dims)
    conditions = config.features[-1]

    def subnet(inputs: int, outputs: int) -> nn.Sequential:
        layers: list[nn.Module] = []
        for _ in range(config.hidden_layers):
            layers += [nn.Linear(inputs, config.hidden), nn.ReLU()]
            inputs = config.hidden
        last = nn.Linear(inputs, outputs)
        nn.init.zeros_(last.weight)  # the flow starts as the identity
        nn.init.zeros_(last.bias)
        return nn.Sequential(*layers, last)

    for block in range(config.blocks):
        flow.append(modules.PermuteRandom, seed=seed + block)
        flow.append(
            modules.GLOWCouplingBlock, cond=0, cond_shape=(conditions,), subnet_constructor=subnet, clamp=config.clamp
        )
    return flow
