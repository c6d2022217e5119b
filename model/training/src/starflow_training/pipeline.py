"""The steps from grid to trained network. Each takes what it needs from the working folder and leaves its result."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from . import __version__, coverage, direction_check, operators, package
from . import basis as bases_module
from . import emulator as emulator_module
from . import grid as grid_module
from .config import Config
from .device_emulator import DeviceEmulator
from .device_stream import DeviceStream
from .device_train import DeviceTrainer
from .labels import GRID_KEYS, KEYS, VBROAD, LabelSet
from .network import ConditionalINN
from .parallel import in_parallel
from .stream import FE_H, Bank, Stream, make_bank
from .train import Trainer
from .workdir import Progress, WorkDir

_DEVICE_CHUNK = 50_000  # spectra that a GPU emulates at once


def read_grid(config: Config, work: WorkDir) -> None:
    grid = grid_module.read(config)
    work.save("grid", grid)
    Progress()(f"{len(grid.ids)} spectra of {grid.flux.shape[1]} pixels, {grid.test.sum()} held out for the test")


def emulate(config: Config, work: WorkDir, workers: int = 1) -> None:
    """Fit the emulator, calibrate its errors, and build the bases and rotation matrices."""
    progress, grid = Progress(), work.load("grid", "grid")
    train = grid.training
    emulator = emulator_module.fit(
        grid.flux[train], grid.labels[train], config.pixels, config.emulator, config.seed, progress, workers
    )
    calibration = emulator_module.calibrate(emulator, grid.flux[train])
    work.save("emulator", emulator)
    work.save("emulator_calibration", calibration)
    progress(
        f"cross-validated error: median {np.median(calibration['error']):.5f}, "
        f"95 % {np.percentile(calibration['error'], 95):.5f}"
    )


def project(config: Config, work: WorkDir, workers: int = 1) -> None:
    """Basis, rotation matrices, label scaling, label jitter and the operators of every coverage pattern."""
    progress, emulator, grid = Progress(), work.load("emulator", "emulate"), work.load("grid", "grid")
    bases = bases_module.build(emulator, config, progress, workers)
    work.save("bases", bases)
    excess = direction_check.jitter(
        emulator, bases, grid.labels[grid.training], grid.flux[grid.training], config.seed + 90, workers=workers
    )
    work.write_json("label_jitter", {name: dict(zip(GRID_KEYS, values.tolist())) for name, values in excess.items()})
    progress("z by label: " + ", ".join(f"{k} {z:.2f}" for k, z in zip(GRID_KEYS, excess["z_rms"])))
    rng = np.random.default_rng(config.seed + 10)
    work.save("labels", LabelSet.fit(config.prior.draw(200_000, rng), *config.prior.bounds()))
    work.write_json("basis_report", bases.report)
    work.save("operators", build_operators(config, work, rng, progress, workers))


def build_operators(config: Config, work: WorkDir, rng: np.random.Generator, progress, workers: int = 1) -> tuple:
    """Noise templates and the operators of every coverage pattern, for the configuration's mask and hardening."""
    emulator, bases = work.load("emulator", "emulate"), work.load("bases", "project")
    sample = make_bank(4000, emulator, bases, config, rng)
    clean = bases.rotation.apply(sample.unrotated, config.prior.draw_vbroad(sample.labels[:, FE_H], rng))
    noise = operators.noise_templates(clean, bases.basis, config.pixels, config.hardening.noise_templates, config.seed)
    perturbations = operators.Perturbations(
        config.pixels, bases.basis, len(config.hardening.continuum), config.hardening.lines
    )
    patterns = coverage.draw_patterns(config.pixels, config.hardening.patterns, config.package.minimum_coverage, rng)
    build = partial(
        operators.build_patterns,
        basis=bases.basis,
        grid=config.pixels,
        perturbations=perturbations,
        templates=noise.templates,
    )
    with in_parallel(workers) as run:
        parts = run(build, np.array_split(patterns, min(workers, len(patterns))))
        built = [pattern for part in parts for pattern in part]
    progress(f"operators of {len(built)} coverage patterns")
    return noise, built


def bank(config: Config, work: WorkDir) -> None:
    """The finite bank of a CPU training; a GPU draws its own, larger one when training begins."""
    progress = Progress()
    rng = np.random.default_rng(config.seed + 20)
    made = make_bank(
        config.train.bank,
        work.load("emulator", "emulate"),
        work.load("bases", "project"),
        config,
        rng,
        progress,
        jitter=label_jitter(work) * config.hardening.label_jitter,
    )
    work.save("bank", made)


def label_jitter(work: WorkDir) -> np.ndarray:
    """Standard deviation [12] of the jitter that `project` found necessary."""
    jitter = work.read_json("label_jitter")["jitter"]
    return np.array([jitter[key] for key in GRID_KEYS])


def device_bank(config: Config, work: WorkDir, device: str) -> tuple[Bank, torch.Tensor]:
    """The bank's labels, and the unrotated coefficients [n, KU] on the device."""
    generator = torch.Generator(device).manual_seed(config.seed + 20)
    rng = np.random.default_rng(config.seed + 20)
    emulate = DeviceEmulator(work.load("emulator", "emulate"), work.load("bases", "project"), device, generator)
    labels = config.prior.draw(config.train.bank, rng).astype(np.float32)
    scale, jitter = config.hardening.emulator_error, label_jitter(work) * config.hardening.label_jitter
    parts = []
    for part in np.array_split(labels, -(-len(labels) // _DEVICE_CHUNK)):
        grid_labels = np.delete(part.astype(np.float64), VBROAD, axis=1)
        parts.append(emulate(grid_labels + jitter * rng.standard_normal(grid_labels.shape), scale))
    unrotated = torch.cat(parts)
    return Bank(labels, np.empty((0, unrotated.shape[1]), dtype=np.float32)), unrotated


def make_streams(config: Config, work: WorkDir, seeds: list[int], device: str = "cpu") -> list[Stream]:
    """Streams of training examples that share one bank."""
    noise, built = work.load("operators", "project")
    bases, labels = work.load("bases", "project"), work.load("labels", "project")
    if device == "cpu":
        shared = work.load("bank", "bank")
        return [Stream(shared, bases, built, noise, labels, config, seed) for seed in seeds]
    shared, unrotated = device_bank(config, work, device)
    return [
        DeviceStream(shared, bases, built, noise, labels, config, seed, device=device, unrotated=unrotated)
        for seed in seeds
    ]


def make_trainer(network: ConditionalINN, stream: Stream, validation: tuple, config, folder: Path, progress) -> Trainer:
    kind = DeviceTrainer if isinstance(stream, DeviceStream) else Trainer
    return kind(network, stream, validation, config, folder, progress)


def new_network(config: Config, work: WorkDir) -> ConditionalINN:
    torch.manual_seed(config.seed)
    variance = work.load("bases", "project").basis.variance
    return ConditionalINN(np.sqrt(variance), len(config.pixels.windows), config.network, len(KEYS), config.seed)


def prepare(config: Config, work: WorkDir, start: dict | None = None, device: str = "cpu", progress=None) -> Trainer:
    """A trainer that stands at its last checkpoint, or at the weights `start` if given and there is none."""
    torch.set_flush_denormal(True)
    stream, other = make_streams(config, work, [config.seed + 30, config.seed + 40], device)
    network = new_network(config, work)
    if start is not None:
        network.load_state_dict(start)
    trainer = make_trainer(
        network, stream, other.draw(8192), config.train, work.path / "checkpoints", progress or Progress()
    )
    if trainer.resume():
        trainer.progress(f"resuming at step {trainer.step}")
    return trainer


def keep(config: Config, work: WorkDir, trainer: Trainer, device: str = "cpu") -> ConditionalINN:
    """Save the averaged network as `network`, with its history and the machine that trained it."""
    average = trainer.average.cpu()
    work.save("network", (asdict(config.network), average.state_dict()))
    history = {
        **trainer.history.__dict__,
        "parameters": sum(p.numel() for p in average.parameters() if p.requires_grad),
        "batch": config.train.batch,
        "bank": config.train.bank,
        "machine": machine(device),
        "torch": torch.__version__,
    }
    work.write_json("history", history)
    return average


def train(
    config: Config, work: WorkDir, steps: int | None = None, start: dict | None = None, device: str = "cpu"
) -> ConditionalINN:
    """Train (or go on training) and save the averaged network as `network`."""
    if steps is not None:
        config = replace(config, train=replace(config.train, steps=steps))
    trainer = prepare(config, work, start, device)
    trainer.run()
    return keep(config, work, trainer, device)


def second(config: Config, work: WorkDir) -> ConditionalINN:
    """The second, short training that the configuration asks for, from the first one's weights, on the CPU."""
    config = replace(config, train=replace(config.train, **config.second))
    folder = WorkDir(work.path / "second")
    if not work.has("network_first"):
        work.save("network_first", work.load("network", "train"))
        work.write_json("history_first", work.read_json("history"))
    for name in ("emulator", "bases", "labels", "operators"):
        if not folder.has(name):
            os.link(work.path / f"{name}.pkl", folder.path / f"{name}.pkl")
    folder.write_json("label_jitter", work.read_json("label_jitter"))
    if not folder.has("bank"):
        bank(config, folder)
    average = train(config, folder, start=work.load("network_first", "train")[1])
    work.save("network", (asdict(config.network), average.state_dict()))
    work.write_json("history_second", folder.read_json("history"))
    return average


def machine(device: str) -> str:
    if device != "cpu":
        return f"one {torch.cuda.get_device_name(device)}" if torch.cuda.is_available() else device
    return f"{torch.get_num_threads()} of {os.cpu_count()} CPU cores ({platform.machine()})"


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
    more = work.read_json("history_second") if (work.path / "history_second.json").exists() else None
    calibration = work.load("emulator_calibration", "emulate")
    return {
        "second": {
            "steps": max(more["step"]),
            "batch": more["batch"],
            "seconds": max(more["seconds"]),
            "machine": more["machine"],
        }
        if more
        else None,
        "code": f"starflow-training {__version__}",
        "seed": config.seed,
        "data": f"{len(calibration['error'])} training and {config.grid.test} held-out spectra of the LTE grid "
        f"(Turbospectrum, ATLAS9)",
        "parameters": history.get("parameters"),
        "steps": max(history.get("step", [0]), default=0),
        "batch": history.get("batch"),
        "bank": history.get("bank"),
        "training_seconds": max(history.get("seconds", [0.0]), default=0.0),
        "machine": history.get("machine"),
        "torch": history.get("torch"),
        "validation_loss": min(history.get("validation", [float("nan")]), default=None),
        "emulator_cross_validated_error": {
            "median": float(np.median(calibration["error"])),
            "p95": float(np.percentile(calibration["error"], 95)),
        },
    }
