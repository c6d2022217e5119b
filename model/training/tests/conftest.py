"""A tiny model trained once for the whole test run, on a coarse grid drawn from a committed package's emulator."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from starflow_training import config as configuration
from starflow_training import pipeline
from starflow_training.engine import Engine
from starflow_training.tiny import grid_from_package
from starflow_training.workdir import WorkDir

ROOT = Path(__file__).resolve().parents[1]
TINY_PACKAGE = ROOT.parent / "src" / "test" / "resources" / "tiny-package"


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tiny_config():
    config = configuration.load(ROOT / "configs" / "tiny.toml")
    return replace(config, train=replace(config.train, steps=600, bank=10_000, validate_every=150))


@pytest.fixture(scope="session")
def work(tiny_config, tmp_path_factory) -> WorkDir:
    """A working folder with every artefact from the grid to the trained network."""
    folder = WorkDir(tmp_path_factory.mktemp("work"))
    folder.save("grid", grid_from_package(TINY_PACKAGE, tiny_config, 240))
    for step in (pipeline.emulate, pipeline.project, pipeline.bank, pipeline.train):
        step(tiny_config, folder)
    return folder


@pytest.fixture(scope="session")
def package(tiny_config, work, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    pipeline.export(tiny_config, work, folder)
    return folder


@pytest.fixture(scope="session")
def engine(package) -> Engine:
    return Engine(package)
