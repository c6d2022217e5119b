"""What compression and size cost, by training: for a GPU.

`pixels_or_coefficients` trains the same network twice on unmasked, unhardened spectra: once on all 25 197 pixels, as
the paper's does, and once on the coefficients of the projection. `paper_size` trains the network of
configs/paper-size.toml on the hardened stream and measures it on the held-out spectra beside the shipped one.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from . import pipeline
from .config import Config
from .device_stream import DeviceStream
from .device_train import together
from .engine import Engine
from .evaluate import infer_with_ranks
from .labels import KEYS
from .latents import draws, map_candidates
from .limit_study import folder_of
from .network import ConditionalINN
from .testset import FullCoverageProjector, add_noise, make
from .workdir import Progress, WorkDir

_SNR = (20.0, 50.0, 250.0)


class PixelStream(DeviceStream):
    """Flux minus mean flux [n, P] instead of coefficients; noise is proportional to each spectrum's own flux."""

    def __init__(self, *arguments, bases, **options):
        super().__init__(*arguments, **options)
        put = lambda a: torch.as_tensor(np.asarray(a), dtype=torch.float32, device=self.device)
        self.rows, self.mean = put(bases.basis.rows), put(bases.basis.mean)
        self.inverse_root_step = put(1.0 / np.sqrt(self.config.pixels.step))

    def project(self, clean, snr, fe_h, pattern, template):
        departure = clean @ self.rows
        noise = (self.mean + departure).clamp_min(0.0) * self.inverse_root_step / snr[:, None]
        coverage = torch.ones(len(clean), len(self.config.pixels.windows), device=self.device)
        return departure + noise * self._normal(*departure.shape), coverage


def pixels_or_coefficients(config: Config, work: WorkDir, device: str, steps: int = 3000, batch: int = 2048) -> dict:
    """Validation losses of both networks after the same number of steps; written to pixel_network.json."""
    progress = Progress()
    study, folder = folder_of(config, work, "clean")
    train = replace(study.train, steps=steps, batch=batch, warmup=300, validate_every=steps // 4, minutes=0.0)
    noise, built = folder.load("operators", "project")
    bases, labels = folder.load("bases", "project"), folder.load("labels", "project")
    bank, unrotated = pipeline.device_bank(study, folder, device)
    out = {"steps": steps, "batch": batch, "machine": pipeline.machine(device)}
    for name, kind, options in (("coefficients", DeviceStream, {}), ("pixels", PixelStream, {"bases": bases})):
        stream, other = (
            kind(bank, bases, built, noise, labels, study, seed, device=device, unrotated=unrotated, **options)
            for seed in (config.seed + 70, config.seed + 71)
        )
        validation = other.draw(4096)
        torch.manual_seed(config.seed)
        scale = validation[1].double().std(dim=0).clamp_min(1e-6).cpu().numpy()
        network = ConditionalINN(scale, len(study.pixels.windows), study.network, len(KEYS), config.seed)
        trainer = pipeline.make_trainer(network, stream, validation, train, folder.path / name, progress)
        trainer.keeps_checkpoints = False
        together([trainer])
        out[name] = {
            "validation": trainer.history.validation,
            "step": trainer.history.step,
            "parameters": sum(p.numel() for p in network.parameters() if p.requires_grad),
            "by_snr": _loss_by_snr(trainer.average, validation),
        }
    work.write_json("pixel_network", out)
    return out


@torch.no_grad()
def _loss_by_snr(network: ConditionalINN, validation: tuple) -> dict[str, float]:
    """Mean negative log-density below and above S/N 50 and 250."""
    x, *condition = validation
    parts = [network.log_density(p[0], network.features(*p[1:])) for p in zip(*(t.split(512) for t in (x, *condition)))]
    loss, snr = -torch.cat(parts), condition[1][:, 0]
    edges = {"below 50": (0.0, 50.0), "50 to 250": (50.0, 250.0), "above 250": (250.0, 1e9)}
    return {name: loss[(snr >= a) & (snr < b)].mean().item() for name, (a, b) in edges.items()}


def held_out(config: Config, work: WorkDir, realisations: int = 2) -> dict[str, np.ndarray]:
    """Projected held-out spectra at S/N 20, 50 and 250: coefficients [3, n, K] and truth [n, 13]."""
    tests = make(work.load("grid", "grid"), config, realisations, config.seed + 50)
    projector = FullCoverageProjector(work.load("bases", "project").basis, config)
    rng = np.random.default_rng(config.seed + 55)
    level = lambda snr: np.full(len(tests.flux), snr)
    noisy = [add_noise(tests.flux, level(snr), config.pixels.step, rng) for snr in _SNR]
    coefficients = np.stack([projector(flux, level(snr)) for flux, snr in zip(noisy, _SNR)])
    return {"coefficients": coefficients.astype(np.float32), "truth": tests.labels}


class TorchEngine(Engine):
    """Samples of a network that has no package."""

    def __init__(self, network: ConditionalINN, labels, config: Config, device: str):
        self.network, self.labels, self.device = network.to(device).eval(), labels, device
        self.draws = config.package.draws
        vectors = [
            draws(self.draws, len(KEYS), config.seed),
            map_candidates(config.package.map_candidates, len(KEYS), config.seed),
        ]
        self.latents = np.concatenate(vectors).astype(np.float32)

    @torch.no_grad()
    def sample(self, coefficients, snr, coverage, latents=None):
        put = lambda a: torch.as_tensor(np.asarray(a), dtype=torch.float32, device=self.device)
        features = self.network.features(put(coefficients), put(snr).reshape(-1, 1), put(coverage))
        z = put(self.latents if latents is None else latents)
        n = len(z)
        wide = z.repeat(len(features), 1)
        x, log_jacobian = self.network.inverse(wide, features.repeat_interleave(n, dim=0))
        density = -log_jacobian - 0.5 * (wide**2).sum(1) - 0.5 * wide.shape[1] * np.log(2.0 * np.pi)
        return x.reshape(-1, n, x.shape[1]).cpu().numpy(), density.reshape(-1, n).cpu().numpy()


def measure(network: ConditionalINN, config: Config, labels, tests: dict, device: str) -> dict:
    """Sigma of MAP and median, and coverage, of `network` on the spectra of `held_out`."""
    engine, out = TorchEngine(network, labels, config, device), {}
    truth = tests["truth"]
    for snr, coefficients in zip(_SNR, tests["coefficients"]):
        levels, coverage = np.full(len(truth), snr), np.ones((len(truth), len(config.pixels.windows)))
        found = infer_with_ranks(engine, coefficients, levels, coverage, truth)
        out[str(int(snr))] = {
            key: {
                "sigma": float(np.nanstd((found["map"] - truth)[:, j], ddof=1)),
                "sigma_of_median": float(np.nanstd((found["q50"] - truth)[:, j], ddof=1)),
                "coverage68": float(((truth >= found["q16"]) & (truth <= found["q84"]))[:, j].mean()),
                "coverage95": float(((truth >= found["q025"]) & (truth <= found["q975"]))[:, j].mean()),
            }
            for j, key in enumerate(KEYS)
        }
    return out


def paper_size(config: Config, paper: Config, work: WorkDir, device: str, tests: dict, steps: int) -> dict:
    """Train the paper's network for `steps` and measure it and the shipped one; written to paper_size.json."""
    progress, folder = Progress(), WorkDir(work.path / "paper-size")
    train = replace(paper.train, steps=steps, validate_every=max(steps // 4, 1), minutes=0.0)
    hardened = replace(config, network=paper.network, train=replace(train, bank=config.train.bank))
    stream, other = pipeline.make_streams(hardened, work, [config.seed + 72, config.seed + 40], device)
    validation = other.draw(8192)
    trainer = pipeline.make_trainer(
        pipeline.new_network(hardened, work), stream, validation, hardened.train, folder.path, progress
    )
    trainer.keeps_checkpoints = False
    together([trainer])
    labels = work.load("labels", "project")
    out = {"machine": pipeline.machine(device)}
    shipped = pipeline.load_network(config, work)
    for name, network in (("paper_size", trainer.average), ("shipped", shipped)):
        out[name] = {
            "parameters": sum(p.numel() for p in network.parameters() if p.requires_grad),
            "held_out": measure(network, config, labels, tests, device),
            "loss_by_snr": _loss_by_snr(network, validation),
        }
    out["paper_size"] |= {
        "steps": trainer.history.step,
        "validation": trainer.history.validation,
        "batch": train.batch,
        "seconds": trainer.elapsed,
    }
    work.write_json("paper_size", out)
    return out
