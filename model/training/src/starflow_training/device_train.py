"""Training on a GPU: the whole step (spectra, loss, gradients, Adam, average) is one CUDA graph.

The network is small, so a step is a few thousand short kernels: launched one by one they would leave the GPU idle.
Several trainings may share a GPU (`together`), each on its own stream. Without CUDA the same steps run uncaptured,
which is what the tests do.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path

import torch

from .config import TrainConfig
from .device_stream import DeviceStream
from .network import ConditionalINN
from .train import Trainer, reverse_loss

_EAGER = 4  # steps before the capture: the optimiser's state must exist
_BURST = 20  # steps that are queued at once


class DeviceTrainer(Trainer):
    """A `Trainer` whose network, stream and optimiser live on `stream.device`."""

    def __init__(
        self,
        network: ConditionalINN,
        stream: DeviceStream,
        validation: tuple,
        config: TrainConfig,
        folder: Path,
        progress=print,
    ):
        super().__init__(network.to(stream.device), stream, validation, config, folder, progress)
        self.device = stream.device
        self.on_gpu = self.device.type == "cuda"
        self.optimiser = torch.optim.Adam(
            [{**group, "lr": torch.zeros((), device=self.device)} for group in self._groups()],
            betas=tuple(config.betas),
            fused=self.on_gpu,
            capturable=self.on_gpu,
        )
        self.keep = torch.zeros((), device=self.device)
        self.total = torch.zeros((), dtype=torch.float64, device=self.device)
        self.counted, self.graphs = 0, {}
        self.queue = torch.cuda.Stream(self.device) if self.on_gpu else None
        self.averaged = [
            (a, b) for a, b in zip(self.average.parameters(), self.network.parameters()) if b.requires_grad
        ]

    def run(self, until: int | None = None):
        together([self], until)
        return self.history

    def advance(self, steps: int) -> None:
        """Queue `steps` steps; does not wait for them."""
        with self._current():
            for _ in range(steps):
                reverse = self.config.reverse_weight > 0 and self.step % self.config.reverse_every == 0
                rate = self.learning_rate(self.step)
                for group in self.optimiser.param_groups:
                    group["lr"].fill_(rate)
                self.keep.fill_(min(self.config.average, (1.0 + self.step) / (10.0 + self.step)))
                self._step(reverse)
                self.step += 1
                self.counted += 1

    def report(self) -> None:
        """Validate and write the checkpoint where one is due."""
        with self._current():
            self.elapsed = time.monotonic() - self.begin
            self._validate(self.total.item() / max(self.counted, 1))
            self.total.zero_()
            self.counted = 0
            self.save()

    @property
    def finished(self) -> bool:
        return self.share_done(self.step) >= 1.0 or self.bad >= self.config.patience

    def _current(self):
        return torch.cuda.stream(self.queue) if self.on_gpu else nullcontext()

    def _step(self, reverse: bool) -> None:
        if not self.on_gpu or self.step < _EAGER:
            self._eager(reverse)
        else:
            if reverse not in self.graphs:
                self.graphs[reverse] = self._capture(reverse)
            self.graphs[reverse].replay()

    def _capture(self, reverse: bool) -> torch.cuda.CUDAGraph:
        torch.cuda.synchronize(self.device)
        graph = torch.cuda.CUDAGraph()
        graph.register_generator_state(self.stream.generator)
        with torch.cuda.graph(graph, stream=self.queue):
            self._eager(reverse)
        return graph

    def _eager(self, reverse: bool) -> None:
        config, network = self.config, self.network
        x, *condition = self.stream.draw(config.batch)
        self.optimiser.zero_grad(set_to_none=True)
        features = network.features(*condition)
        z, log_jacobian = network(x, features)
        likelihood = (0.5 * (z**2).sum(dim=1) - log_jacobian).mean()
        loss = likelihood
        if reverse:
            noise = torch.randn(z.shape, device=self.device, generator=self.stream.generator)
            loss = loss + config.reverse_weight * reverse_loss(network, x, z, features, noise)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(network.parameters(), config.clip, foreach=True)
        # a step that is not finite leaves no trace, without the branch that a graph cannot take
        good = torch.isfinite(norm)
        for parameter in network.parameters():
            if parameter.grad is not None:
                parameter.grad.nan_to_num_(0.0, 0.0, 0.0).mul_(good)
        self.optimiser.step()
        with torch.no_grad():
            difference = torch._foreach_sub([b for _, b in self.averaged], [a for a, _ in self.averaged])
            torch._foreach_mul_(difference, 1.0 - self.keep)
            torch._foreach_add_([a for a, _ in self.averaged], difference)
            self.total += torch.nan_to_num(likelihood.detach().double())


def together(trainers: list[DeviceTrainer], until: int | None = None, seconds: float = float("inf")) -> None:
    """Train all side by side until each is finished, has made `until` steps, or `seconds` have passed."""
    begin = time.monotonic()
    last = {id(t): min(t.config.steps, until if until is not None else t.config.steps) for t in trainers}
    for trainer in trainers:
        trainer.begin = begin - trainer.elapsed
    active = [t for t in trainers if t.step < last[id(t)]]
    while active and time.monotonic() - begin < seconds:
        for trainer in active:
            due = trainer.config.validate_every - trainer.step % trainer.config.validate_every
            trainer.advance(min(_BURST, due, last[id(trainer)] - trainer.step))
            if trainer.step % trainer.config.validate_every == 0:
                trainer.report()
        if trainers[0].on_gpu:  # no more than a burst in the queue of each
            for trainer in active:
                trainer.queue.synchronize()
        active = [t for t in active if t.step < last[id(t)] and not t.finished]
    for trainer in trainers:
        if trainer.counted:
            trainer.report()
