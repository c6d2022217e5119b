"""The stream of training examples with everything on a GPU, in shapes that never change (for CUDA graphs).

The same draws as `Stream`: where that one sorts rows by rotation node and noise template, this one multiplies with the
matrices of all of them, since a GPU has the arithmetic to spare and a graph cannot branch.
"""

from __future__ import annotations

import numpy as np
import torch

from .labels import VBROAD
from .stream import FE_H, Stream


class DeviceStream(Stream):
    """`draw(n)` gives batches on `device`; all randomness comes from `generator`."""

    def __init__(self, *arguments, device: torch.device, unrotated: torch.Tensor | None = None, group: int = 128):
        super().__init__(*arguments, group=group)
        config = self.config
        seed = arguments[6]
        self.device = torch.device(device)
        self.generator = torch.Generator(self.device).manual_seed(seed)
        put = lambda a: torch.as_tensor(np.asarray(a), dtype=torch.float32, device=self.device)
        self.unrotated = put(self.bank.unrotated) if unrotated is None else unrotated
        self.physical = put(self.bank.labels)
        self.chosen = np.flatnonzero(self.amplitudes)  # perturbations that are in use
        stack = lambda name, pick=lambda a: a: torch.stack([pick(p[name]) for p in self.patterns]).to(self.device)
        flat = lambda a: a.reshape(-1, a.shape[-1])
        self.operators = {
            name: stack(name) for name in ("signal", "eigenvalues", "eigenvectors", "mean_flux", "coverage")
        }
        self.operators["noise"] = stack("noise", flat)
        self.operators["perturbation"] = stack("perturbation", lambda a: flat(a[self.chosen]))
        self.pattern_count, self.patterns = len(self.patterns), []
        rotation = self.rotation
        knots, spread = rotation.dense(config.train.rotation_order)
        self.knots, self.spread = put(knots), put(spread)
        self.matrices = put(rotation.matrices.reshape(-1, rotation.matrices.shape[-1]))  # [V * KU, K]
        self.offsets, self.root = put(rotation.offsets), self.root.to(self.device)
        self.template_ratio, self.centroids = put(self.noise.ratio), put(self.noise.centroids)
        self.amplitude = put(self.amplitudes[self.chosen])
        lines = config.hardening.lines
        none = np.array([-np.inf] * (len(self.amplitudes) - len(lines)) + [entry.none for entry in lines])
        full = np.array([0.0] * (len(self.amplitudes) - len(lines)) + [entry.full for entry in lines])
        self.line_none, self.line_full = none[self.chosen], full[self.chosen]
        self.label_mean, self.label_std = put(self.labels.mean), put(self.labels.std)
        self.log_labels = torch.as_tensor(np.asarray(self.labels.is_log), device=self.device)

    def draw(self, n: int) -> tuple[torch.Tensor, ...]:
        index = self._integers(len(self.physical), n)
        physical = self.physical[index].clone()
        vbroad = self._vbroad(physical[:, FE_H])
        physical[:, VBROAD] = vbroad
        clean = self.rotate(self.unrotated[index].float(), vbroad)
        lower, upper = np.log(self.config.snr)
        snr = torch.exp(lower + (upper - lower) * self._uniform(n))
        observed, coverage = self.observe(clean, snr, physical[:, FE_H])
        x = torch.where(self.log_labels, torch.log10(physical.clamp_min(1e-6)), physical)
        return (x - self.label_mean) / self.label_std, observed, snr[:, None], coverage

    def rotate(self, unrotated: torch.Tensor, vbroad: torch.Tensor) -> torch.Tensor:
        """Coefficients in B [n, K]: weights of all rotation nodes times their matrices."""
        weights = self._hats(vbroad**2) @ self.spread
        spread = (weights[:, :, None] * unrotated[:, None, :]).reshape(len(unrotated), -1)
        return spread @ self.matrices + weights @ self.offsets

    def observe(self, clean: torch.Tensor, snr: torch.Tensor, fe_h: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        n, hardening = len(clean), self.config.hardening
        groups = n // self.group
        if self.pattern_count == 1:
            pattern = torch.zeros(groups, dtype=torch.long, device=self.device)
        else:
            other = 1 + self._integers(self.pattern_count - 1, groups)
            pattern = torch.where(self._uniform(groups) < hardening.full_coverage_share, torch.zeros_like(other), other)
        leading = clean[:, : self.centroids.shape[1]]
        nearest = 1 + (0.5 * (self.centroids**2).sum(1) - leading @ self.centroids.T).argmin(dim=1)
        template = torch.where(self._uniform(n) < hardening.flat_noise_share, torch.zeros_like(nearest), nearest)
        return self.project(clean, snr, fe_h, pattern, template)

    def project(self, clean, snr, fe_h, pattern, template) -> tuple[torch.Tensor, torch.Tensor]:
        """Perturbed, noisy and projected coefficients [n, K] and coverage [n, W]; `pattern` [n / group]."""
        n, size = clean.shape
        grouped = lambda a: a.reshape(len(pattern), self.group, -1)
        of = lambda name: self.operators[name][pattern]
        extended = torch.cat([torch.ones_like(clean[:, :1]), clean], dim=1)
        z = grouped(clean) @ of("signal")
        if len(self.chosen):
            amplitude = self._normal(n, len(self.chosen)) * self.amplitude * self._scale(fe_h)
            z = z + grouped(amplitude[:, :, None] * extended[:, None, :]) @ of("perturbation")
        mean_flux = (grouped(extended) * of("mean_flux")[:, None, :]).sum(2).reshape(n)
        s = mean_flux / (snr * self.sqrt_step)
        white = self._normal(n, size) * (s * self.template_ratio[template])[:, None]
        one_hot = (template[:, None] == torch.arange(len(self.template_ratio), device=self.device)).to(white.dtype)
        z = z + grouped(one_hot[:, :, None] * white[:, None, :]) @ of("noise")
        level = of("eigenvalues")[:, None, :] + grouped(s * s)
        whitened = ((z / level) @ of("eigenvectors")).reshape(n, size)
        coverage = of("coverage")[:, None, :].expand(-1, self.group, -1).reshape(n, -1)
        return whitened * self.root, coverage

    def _hats(self, v2: torch.Tensor) -> torch.Tensor:
        """Weight of each dense knot [n, V'], linear in v^2 between neighbours."""
        knots = self.knots
        v2 = v2.clamp(knots[0], knots[-1])[:, None]
        rise = torch.cat([torch.ones_like(knots[:1]), (v2.new_zeros(1) + knots[1:] - knots[:-1])])
        fall = torch.cat([knots[1:] - knots[:-1], torch.ones_like(knots[:1])])
        left = torch.cat([knots[:1] - 1.0, knots[:-1]])
        right = torch.cat([knots[1:], knots[-1:] + 1.0])
        return torch.minimum((v2 - left) / rise, (right - v2) / fall).clamp_min(0.0)

    def _scale(self, fe_h: torch.Tensor) -> torch.Tensor:
        """As `Stream._amplitude_scale`, for the perturbations in use. [n, J]"""
        columns = []
        for none, full in zip(self.line_none, self.line_full):
            if np.isinf(none):
                columns.append(torch.ones_like(fe_h))
            else:
                columns.append(((fe_h - float(none)) / float(full - none)).clamp(0.0, 1.0))
        return torch.stack(columns, dim=1)

    def _vbroad(self, fe_h: torch.Tensor) -> torch.Tensor:
        """`Prior.draw_vbroad` on the device."""
        prior, n = self.config.prior, len(fe_h)
        poor = (fe_h < -2.0) & (self._uniform(n) < prior.vbroad_poor_share)
        upper = torch.where(poor, prior.vbroad_poor, prior.vbroad[1])
        lower = prior.vbroad[0]
        uniform = lower + (upper - lower) * self._uniform(n)
        logarithmic = torch.exp(np.log(lower) + (torch.log(upper) - np.log(lower)) * self._uniform(n))
        return torch.where(self._uniform(n) < prior.vbroad_log_share, logarithmic, uniform)

    def _uniform(self, n: int) -> torch.Tensor:
        return torch.rand(n, device=self.device, generator=self.generator)

    def _normal(self, *shape: int) -> torch.Tensor:
        return torch.randn(*shape, device=self.device, generator=self.generator)

    def _integers(self, upper: int, n: int) -> torch.Tensor:
        return torch.randint(upper, (n,), device=self.device, generator=self.generator)
