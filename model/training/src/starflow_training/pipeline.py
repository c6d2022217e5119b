"""The steps from grid to trained network. Each takes what it needs from the working folder and leaves its result."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from . import __version__, coverage, direction_check, operators, package
from . import basis as bases_module
from . import emulator as emulator_module
from . import grid as grid_module
from .config import Config
from .labels import GRID_KEYS, KEYS, LabelSet
from .network import ConditionalINN
from .stream import FE_H, Stream, make_bank
from .train import Trainer
from .workdir import Progress, WorkDir


def read_grid(config: Config, work: WorkDir) -> None:
    grid = grid_module.read(config)
    work.save("grid", grid)
    Progress()(f"{len(grid.ids)} spectra of {grid.flux.shape[1]} pixels, {grid.test.sum()} held out for the test")


def emulate(config: Config, work: WorkDir) -> None:
    """Fit the emulator, calibrate its errors, and build the bases and rotation matrices."""
    progress, grid = Progress(), work.load("grid", "grid")
    settings = config.emulator
    train = grid.training
    emulator = emulator_module.fit(
        grid.flux[train],
        grid.labels[train],
        config.pixels,
        [tuple(g) for g in settings.groups],
        settings.regions,
        settings.iterations,
        progress,
    )
    calibration = emulator_module.calibrate(emulator, grid.flux[train])
    work.save("emulator", emulator)
    work.save("emulator_calibration", calibration)
    progress(
        f"leave-one-out error: median {np.median(calibration['error']):.5f}, "
        f"95 % {np.percentile(calibration['error'], 95):.5f}"
    )


def project(config: Config, work: WorkDir) -> None:
    """Basis, rotation matrices, label scaling and the operators of every coverage pattern."""
    progress = Progress()
    bases = bases_module.build(work.load("emulator", "emulate"), config, progress)
    work.save("bases", bases)
    rng = np.random.default_rng(config.seed + 10)
    work.save("labels", LabelSet.fit(config.prior.draw(200_000, rng), *config.prior.bounds()))
    work.write_json("basis_report", bases.report)
    work.save("operators", build_operators(config, work, rng, progress))


def build_operators(config: Config, work: WorkDir, rng: np.random.Generator, progress) -> tuple:
    """Noise templates and the operators of every coverage pattern, for the configuration's mask and hardening."""
    emulator, bases = work.load("emulator", "emulate"), work.load("bases", "project")
    sample = make_bank(4000, emulator, bases, config, rng)
    clean = bases.rotation.apply(sample.unrotated, config.prior.draw_vbroad(sample.labels[:, FE_H], rng))
    noise = operators.noise_templates(clean, bases.basis, config.pixels, config.hardening.noise_templates, config.seed)
    perturbations = operators.Perturbations(
        config.pixels, bases.basis, len(config.hardening.continuum), config.hardening.lines
    )
    patterns = coverage.draw_patterns(config.pixels, config.hardening.patterns, config.package.minimum_coverage, rng)
    built = []
    for i, used in enumerate(patterns):
        built.append(operators.build_pattern(used, bases.basis, config.pixels, perturbations, noise.templates))
        progress(f"coverage pattern {i + 1}/{len(patterns)}")
    return noise, built


def bank(config: Config, work: WorkDir) -> None:
    progress = Progress()
    rng = np.random.default_rng(config.seed + 20)
    made = make_bank(
        config.train.bank, work.load("emulator", "emulate"), work.load("bases", "project"), config, rng, progress
    )
    work.save("bank", made)


def make_stream(config: Config, work: WorkDir, seed: int) -> Stream:
    noise, built = work.load("operators", "project")
    return Stream(
        work.load("bank", "bank"),
        work.load("bases", "project"),
        built,
        noise,
        work.load("labels", "project"),
        config,
        seed,
    )


def new_network(config: Config, work: WorkDir) -> ConditionalINN:
    torch.manual_seed(config.seed)
    variance = work.load("bases", "project").basis.variance
    return ConditionalINN(np.sqrt(variance), len(config.pixels.windows), config.network, len(KEYS), config.seed)


def train(config: Config, work: WorkDir, steps: int | None = None, start: dict | None = None) -> ConditionalINN:
    """Train (or go on training), from the weights `start` if given, and save the averaged network as `network`."""
    if steps is not None:
        config = replace(config, train=replace(config.train, steps=steps))
    torch.set_flush_denormal(True)
    stream = make_stream(config, work, config.seed + 30)
    validation = make_stream(config, work, config.seed + 40).draw(8192)
    network = new_network(config, work)
    if start is not None:
        network.load_state_dict(start)
    trainer = Trainer(network, stream, validation, config.train, work.path / "checkpoints", Progress())
    if trainer.resume():
        print(f"resuming at step {trainer.step}", flush=True)
    history = trainer.run()
    work.save("network", (asdict(config.network), trainer.average.state_dict()))
    work.write_json(
        "history",
        {**history.__dict__, "parameters": sum(p.numel() for p in trainer.network.parameters() if p.requires_grad)},
    )
    return trainer.average


def finetune(config: Config, work: WorkDir) -> ConditionalINN:
    """Train the averaged network a little longer on spectra whose error is honest label by label."""
    progress, settings = Progress(), config.finetune
    grid, emulator, bases = work.load("grid", "grid"), work.load("emulator", "emulate"), work.load("bases", "project")
    excess = direction_check.jitter(
        emulator, bases, grid.labels[grid.training], grid.flux[grid.training], config.seed + 90
    )
    work.write_json("label_jitter", {name: dict(zip(GRID_KEYS, values.tolist())) for name, values in excess.items()})
    progress("z by label: " + ", ".join(f"{k} {z:.2f}" for k, z in zip(GRID_KEYS, excess["z_rms"])))
    rng = np.random.default_rng(config.seed + 91)
    second = WorkDir(work.path / "finetune")
    for name in ("operators", "bases", "labels"):
        second.save(name, work.load(name, "project"))
    second.save("bank", make_bank(settings.bank, emulator, bases, config, rng, progress, jitter=excess["jitter"]))
    if not work.has("network_before_finetune"):
        work.save("network_before_finetune", work.load("network", "train"))
    config = replace(
        config,
        hardening=replace(config.hardening, flat_noise_share=settings.flat_noise_share),
        train=replace(
            config.train,
            steps=settings.steps,
            minutes=settings.minutes,
            warmup=settings.warmup,
            learning_rate=settings.learning_rate,
            bank=settings.bank,
            validate_every=500,
        ),
    )
    torch.set_flush_denormal(True)
    validation = make_stream(config, second, config.seed + 93).draw(8192)
    network = new_network(config, work)
    network.load_state_dict(work.load("network_before_finetune", "train")[1])
    trainer = Trainer(
        network.train(),
        make_stream(config, second, config.seed + 92),
        validation,
        config.train,
        second.path / "checkpoints",
        progress,
    )
    if trainer.resume():
        progress(f"resuming at step {trainer.step}")
    history = trainer.run()
    work.save("network", (asdict(config.network), trainer.average.state_dict()))
    work.write_json("finetune_history", history.__dict__)
    return trainer.average


def load_network(config: Config, work: WorkDir) -> ConditionalINN:
    network = new_network(config, work)
    network.load_state_dict(work.load("network", "train")[1])
    return network.eval()


def export(
    config: Config, work: WorkDir, folder: Path, correction: dict | None = None, card: str | None = None
) -> dict:
    """Write the package; metrics and card are added by `card`."""
    parts = package.Parts(
        config,
        load_network(config, work),
        work.load("emulator", "emulate"),
        work.load("bases", "project"),
        work.load("labels", "project"),
    )
    return package.write(parts, folder, metrics={}, training=provenance(config, work), correction=correction, card=card)


def provenance(config: Config, work: WorkDir) -> dict:
    """What the manifest says about the training: data, seed, effort and machine."""
    history = work.read_json("history") if (work.path / "history.json").exists() else {}
    calibration = work.load("emulator_calibration", "emulate")
    second = work.read_json("finetune_history") if (work.path / "finetune_history.json").exists() else {}
    return {
        "finetune_steps": max(second.get("step", [0]), default=0),
        "finetune_seconds": max(second.get("seconds", [0.0]), default=0.0),
        "code": f"starflow-training {__version__}",
        "seed": config.seed,
        "data": f"{len(calibration['error'])} training and {config.grid.test} held-out spectra of the LTE grid "
        f"(Turbospectrum, ATLAS9)",
        "parameters": history.get("parameters"),
        "steps": max(history.get("step", [0]), default=0),
        "batch": config.train.batch,
        "training_seconds": max(history.get("seconds", [0.0]), default=0.0),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPU cores, no GPU",
        "torch": torch.__version__,
        "validation_loss": min(history.get("validation", [float("nan")]), default=None),
        "emulator_loo_error": {
            "median": float(np.median(calibration["error"])),
            "p95": float(np.percentile(calibration["error"], 95)),
        },
    }
