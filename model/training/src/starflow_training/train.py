"""Maximum-likelihood training of the cINN with checkpoints, a warm-up and a cosine decay that ends at zero.

Loss: negative log-density of the labels plus, every few steps, the small reverse loss of the paper (Eq. 8).
Weights are averaged exponentially; the average is what is validated and exported.
"""

from __future__ import annotations

import copy
import math
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch

from .config import TrainConfig
from .network import ConditionalINN
from .stream import Stream

_SUPERBATCH = 16  # batches that the stream draws at once


def reverse_loss(network: ConditionalINN, x, z, features, noise) -> torch.Tensor:
    """Mean squared difference between labels and what slightly noisy latents give back (paper, Eq. 8)."""
    back, _ = network.inverse(z + math.sqrt(1e-5) * noise, features)
    return ((back - x) ** 2).mean()


@dataclass
class History:
    step: list = field(default_factory=list)
    training: list = field(default_factory=list)
    validation: list = field(default_factory=list)
    seconds: list = field(default_factory=list)


class Trainer:
    def __init__(
        self,
        network: ConditionalINN,
        stream: Stream,
        validation: tuple,
        config: TrainConfig,
        folder: Path,
        progress=print,
    ):
        self.network, self.stream, self.validation = network, stream, validation
        self.config, self.folder, self.progress = config, folder, progress
        self.average = copy.deepcopy(network).eval()
        self.optimiser = torch.optim.Adam(
            self._groups(), lr=config.learning_rate, betas=tuple(config.betas), fused=True
        )
        self.step, self.best, self.bad, self.elapsed, self.begin = 0, math.inf, 0, 0.0, time.monotonic()
        self.history = History()
        self.keeps_checkpoints = True

    def _groups(self) -> list[dict]:
        """Parameters with L2 and without (biases)."""
        trained = [p for p in self.network.parameters() if p.requires_grad]
        return [
            {"params": [p for p in trained if p.ndim > 1], "weight_decay": self.config.l2},
            {"params": [p for p in trained if p.ndim <= 1]},
        ]

    def learning_rate(self, step: int) -> float:
        warm = min(1.0, (step + 1) / self.config.warmup)
        return self.config.learning_rate * warm * 0.5 * (1.0 + math.cos(math.pi * self.share_done(step)))

    def share_done(self, step: int) -> float:
        """How much of the schedule is over: by steps, or by time where the configuration limits it."""
        share = step / self.config.steps
        if self.config.minutes > 0:
            share = max(share, (time.monotonic() - self.begin) / (60.0 * self.config.minutes))
        return min(share, 1.0)

    def run(self, until: int | None = None) -> History:
        """Train up to step `until` (all steps by default); returns early when validation stops improving."""
        config, running = self.config, []
        self.begin = time.monotonic() - self.elapsed
        last = config.steps if until is None else min(until, config.steps)
        while self.step < last and self.share_done(self.step) < 1.0:
            superbatch = self.stream.draw(_SUPERBATCH * config.batch)
            for chunk in zip(*(tensor.split(config.batch) for tensor in superbatch)):
                if self.step >= last or self.share_done(self.step) >= 1.0:
                    break
                running.append(self._update(*chunk))
                if self.step % config.validate_every == 0 or self.step == last:
                    self.elapsed = time.monotonic() - self.begin
                    self._validate(sum(running) / len(running))
                    running = []
                if self.step % config.checkpoint_every == 0 or self.step == last:
                    self.save()
            if self.bad >= config.patience:
                self.progress(f"step {self.step}: no improvement for {self.bad} validations, stopping")
                break
        self.elapsed = time.monotonic() - self.begin
        if running:
            self._validate(sum(running) / len(running))
        self.save()
        return self.history

    def _update(self, x, coefficients, snr, coverage) -> float:
        config, network = self.config, self.network
        for group in self.optimiser.param_groups:
            group["lr"] = self.learning_rate(self.step)
        features = network.features(coefficients, snr, coverage)
        z, log_jacobian = network(x, features)
        likelihood = (0.5 * (z**2).sum(dim=1) - log_jacobian).mean()
        loss = likelihood
        if config.reverse_weight > 0 and self.step % config.reverse_every == 0:
            loss = loss + config.reverse_weight * reverse_loss(network, x, z, features, torch.randn_like(z))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(network.parameters(), config.clip, foreach=True)
        if torch.isfinite(norm):
            self.optimiser.step()
            self._update_average()
        self.step += 1
        return likelihood.item()

    @torch.no_grad()
    def _update_average(self) -> None:
        keep = min(self.config.average, (1.0 + self.step) / (10.0 + self.step))
        pairs = [(a, b) for a, b in zip(self.average.parameters(), self.network.parameters()) if b.requires_grad]
        torch._foreach_lerp_([a for a, _ in pairs], [b for _, b in pairs], 1.0 - keep)

    @torch.no_grad()
    def _validate(self, training: float) -> None:
        x, coefficients, snr, coverage = self.validation
        losses = []
        for part in zip(x.split(2048), coefficients.split(2048), snr.split(2048), coverage.split(2048)):
            features = self.average.features(*part[1:])
            losses.append(-self.average.log_density(part[0], features))
        value = torch.cat(losses).mean().item() - 0.5 * x.shape[1] * math.log(2.0 * math.pi)
        for name, item in (
            ("step", self.step),
            ("training", training),
            ("validation", value),
            ("seconds", self.elapsed),
        ):
            getattr(self.history, name).append(item)
        self.bad = 0 if value < self.best - 1e-3 else self.bad + 1
        self.best = min(self.best, value)
        rate = self.elapsed / max(self.step, 1)
        self.progress(
            f"step {self.step}/{self.config.steps}  loss {training:.3f}  validation {value:.3f}  "
            f"{rate * 1e3:.0f} ms/step  {(self.config.steps - self.step) * rate / 60:.1f} min left"
        )

    def save(self) -> None:
        if not self.keeps_checkpoints:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {
            "step": self.step,
            "best": self.best,
            "bad": self.bad,
            "elapsed": self.elapsed,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "history": self.history.__dict__,
            "rng": self.stream.rng.bit_generator.state,
            "generator": self.stream.generator.get_state(),
        }
        temporary = self.folder / "checkpoint.tmp"
        torch.save(state, temporary)
        temporary.replace(self.folder / "checkpoint.pt")

    def resume(self) -> bool:
        """Continue from the folder's checkpoint if there is one."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        state = torch.load(path, weights_only=False)
        self.step, self.best, self.bad, self.elapsed = (state[k] for k in ("step", "best", "bad", "elapsed"))
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.history = History(**state["history"])
        self.stream.rng.bit_generator.state = state["rng"]
        self.stream.generator.set_state(state["generator"])
        return True
