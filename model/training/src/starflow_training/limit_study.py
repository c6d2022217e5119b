"""How near a network comes to the bound when nothing is masked and nothing is hardened.

Such a network shows what the hardening of the shipped one costs. Its training spectra still carry the emulator's own
error, since the held-out grid spectra differ from the emulator by just that.
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

_LINKED = ("grid", "emulator", "emulator_calibration", "bases", "labels", "bank")


def clean_configuration(config: Config, minutes: float) -> Config:
    hardening = HardeningConfig(
        continuum=[0.0],
        velocity=0.0,
        resolution=0.0,
        patterns=1,
        full_coverage_share=1.0,
        noise_templates=config.hardening.noise_templates,
        flat_noise_share=0.0,
    )
    return replace(
        config,
        pixels=replace(config.pixels, mask=()),
        hardening=hardening,
        train=replace(config.train, minutes=minutes, learning_rate=1e-3, warmup=200),
    )


def run(config: Config, work: WorkDir, minutes: float) -> dict:
    """Train for `minutes`, evaluate on the held-out spectra at S/N 50 and 250, write clean_network.json."""
    clean, folder, progress = clean_configuration(config, minutes), WorkDir(work.path / "clean"), Progress()
    for name in _LINKED:
        target = folder.path / f"{name}.pkl"
        if not target.exists():
            os.link(work.path / f"{name}.pkl", target)
    folder.save("operators", pipeline.build_operators(clean, folder, np.random.default_rng(config.seed + 11), progress))
    pipeline.train(clean, folder, start=pipeline.load_network(config, work).state_dict())
    pipeline.export(clean, folder, folder.path / "package")
    engine = Engine(folder.path / "package")
    results = evaluate.run(
        engine, folder.load("grid", "grid"), clean, 2, config.seed + 50, (50, 250), progress=progress
    )
    study = bound_study.run(Bound(engine), results, progress)
    tables = evaluate.tables(results, engine)
    history = folder.read_json("history")
    study["sigma"] = {
        snr: {key: value["sigma"] for key, value in row.items() if isinstance(value, dict)}
        for snr, row in tables["snr"].items()
    }
    study["note"] = (
        f"The unmasked, unhardened network started from the hardened one's weights and was trained for another "
        f"{history['seconds'][-1] / 60:.0f} minutes ({history['step'][-1]} steps); its training spectra carry the "
        f"emulator's error, the bound does not."
    )
    work.write_json("clean_network", study)
    return study
