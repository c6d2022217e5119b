"""How near networks come to the bound when nothing is masked and nothing is hardened: what does hardening cost?

`clean` still draws the emulator's error, since the held-out grid spectra differ from the emulator by just that. `ideal`
does not: it knows the emulator's spectra exactly and is measured on spectra of the emulator, so that what is left over
the bound is the network's own. The bound holds noise and prior alone, for both.
"""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from . import bound_study, evaluate, pipeline
from .bound import Bound
from .config import Config, HardeningConfig
from .engine import Engine
from .workdir import Progress, WorkDir

NAMES = ("clean", "ideal")
_LINKED = ("grid.pkl", "emulator.pkl", "emulator_calibration.pkl", "bases.pkl", "labels.pkl", "label_jitter.json")


def configuration(config: Config, name: str) -> Config:
    honest = 1.0 if name == "clean" else 0.0
    hardening = HardeningConfig(
        continuum=[0.0],
        velocity=0.0,
        resolution=0.0,
        emulator_error=honest,
        label_jitter=honest,
        patterns=1,
        full_coverage_share=1.0,
        noise_templates=config.hardening.noise_templates,
        flat_noise_share=0.0,
    )
    return replace(config, pixels=replace(config.pixels, mask=()), hardening=hardening)


def folder_of(config: Config, work: WorkDir, name: str) -> tuple[Config, WorkDir]:
    """The study's configuration and its working folder inside `work`, with everything that training needs."""
    study, folder = configuration(config, name), WorkDir(work.path / name)
    for file in _LINKED:
        if not (folder.path / file).exists() and (work.path / file).exists():
            os.link(work.path / file, folder.path / file)
    if not folder.has("operators"):
        rng = np.random.default_rng(config.seed + 11)
        folder.save("operators", pipeline.build_operators(study, folder, rng, Progress()))
    return study, folder


def run(config: Config, work: WorkDir, minutes: float, device: str = "cpu") -> None:
    """Train both networks where they are missing, and measure them: clean_network.json and ideal_network.json.

    On a CPU they start from the hardened network's weights and are trained for `minutes`, on a GPU they are trained
    like the hardened one.
    """
    for name in NAMES:
        study, folder = folder_of(config, work, name)
        if not folder.has("network"):
            start = None
            if device == "cpu":
                settings = replace(study.train, minutes=minutes, learning_rate=1e-3, warmup=200)
                study = replace(study, train=settings)
                start = pipeline.load_network(config, work).state_dict()
                pipeline.bank(study, folder)
            pipeline.train(study, folder, start=start, device=device)
        work.write_json(f"{name}_network", measure(study, folder, name))


def measure(config: Config, work: WorkDir, name: str) -> dict:
    """Posterior widths over the bound, errors and coverage at S/N 50 and 250."""
    progress = Progress()
    pipeline.export(config, work, work.path / "package")
    engine = Engine(work.path / "package")
    grid = work.load("grid", "grid")
    if name == "ideal":
        flux = grid.flux.copy()
        flux[grid.test] = work.load("emulator", "emulate").flux(grid.labels[grid.test])
        grid = replace(grid, flux=flux)
    results = evaluate.run(engine, grid, config, 2, config.seed + 50, (50, 250), progress=progress)
    study = bound_study.run(Bound(engine), results, progress)
    tables = evaluate.tables(results, engine)
    study["sigma"] = {
        snr: {key: value["sigma"] for key, value in row.items() if isinstance(value, dict)}
        for snr, row in tables["snr"].items()
    }
    history = work.read_json("history")
    study["training"] = {
        "steps": history["step"][-1],
        "minutes": history["seconds"][-1] / 60.0,
        "batch": history["batch"],
        "machine": history["machine"],
        "validation": history["validation"][-1],
    }
    return study
