"""Training configuration: one TOML file holds every choice, so that a package can be trained again from it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from .prior import Prior
from .windows import MaskInterval, PixelGrid, Window


@dataclass(frozen=True)
class GridConfig:
    """Where spectra come from and how they are split. `test` rows (the last of the grid) are never trained on."""

    path: str
    kind: str = "npy"  # "npy": the layout of ../shared/grid; "spec": a folder of Turbospectrum .spec files
    test: int = 128


@dataclass(frozen=True)
class EmulatorConfig:
    groups: list = field(default_factory=lambda: [[0, 6], [6, 20], [20, 60], [60, 200]])
    regions: list = field(default_factory=list)
    iterations: int = 120
    warp: int = 0  # hidden units of the kernel's warp, see `gp`
    warp_penalty: float = 1e-4
    members: int = 1  # processes fitted from different starts, whose mean is used
    folds: int = 5  # of the cross-validation that calibrates the emulator's errors


@dataclass(frozen=True)
class BasisConfig:
    components: int = 192
    unrotated_components: int = 256
    draws: int = 4000
    selected_pixels: int = 1200
    rotation_nodes: list = field(
        default_factory=lambda: [0, 2, 3.5, 5, 7, 9, 11, 13.5, 16, 19, 22.5, 27, 32, 38, 45, 53, 62, 73, 86, 100]
    )


@dataclass(frozen=True)
class LineNuisance:
    """Lines whose depths the grid gets wrong together: scaled by a common random factor 1 + a.

    a has standard deviation `sigma` at [Fe/H] <= `full`, falling linearly to zero at `none`.
    """

    reason: str
    centres: list  # angstrom
    half_width: float
    sigma: float
    full: float
    none: float


@dataclass(frozen=True)
class HardeningConfig:
    """What real spectra have and synthetic ones lack. Standard deviations, drawn afresh for each spectrum."""

    continuum: list = field(default_factory=lambda: [0.003, 0.003, 0.003, 0.002, 0.002])  # Legendre 0-4, each window
    velocity: float = 0.5  # km/s
    resolution: float = 0.03  # relative error of the resolving power
    lines: list = field(default_factory=list)  # of LineNuisance
    emulator_error: float = 1.0  # factor on the emulator's own standard deviation
    label_jitter: float = 1.0  # factor on the jitter of `direction_check`
    patterns: int = 96
    full_coverage_share: float = 0.4
    noise_templates: int = 12
    flat_noise_share: float = 0.3


@dataclass(frozen=True)
class NetworkConfig:
    blocks: int = 16
    hidden: int = 128
    hidden_layers: int = 2
    features: list = field(default_factory=lambda: [512, 512, 96])
    clamp: float = 1.9
    activation: str = "relu"


@dataclass(frozen=True)
class TrainConfig:
    steps: int = 20000
    minutes: float = 0.0  # if positive, the learning rate reaches zero after this time even if steps remain
    batch: int = 512
    learning_rate: float = 1.5e-3
    warmup: int = 500
    betas: list = field(default_factory=lambda: [0.9, 0.99])
    l2: float = 2.34e-7
    clip: float = 5.0
    reverse_weight: float = 0.1
    reverse_every: int = 25
    average: float = 0.999
    bank: int = 400_000
    rotation_order: int = 3  # of the interpolation between rotation matrices
    validate_every: int = 1000
    patience: int = 20
    checkpoint_every: int = 1000


@dataclass(frozen=True)
class PackageConfig:
    name: str = "starflow-lte"
    version: str = "1.0.0"
    draws: int = 1024
    map_candidates: int = 128
    model_error: float = 0.004
    misfit_chi2_reduced: float = 2.0
    minimum_coverage: float = 0.5
    outlier_floor: float = 0.1
    outlier_sigma: float = 6.0
    half: bool = True


@dataclass(frozen=True)
class Config:
    seed: int
    resolving_power: float
    snr: list
    pixels: PixelGrid
    grid: GridConfig
    prior: Prior
    emulator: EmulatorConfig
    basis: BasisConfig
    hardening: HardeningConfig
    network: NetworkConfig
    train: TrainConfig
    package: PackageConfig
    gpu: dict = field(default_factory=dict)  # what a training on a GPU changes in `train`
    second: dict = field(default_factory=dict)  # what a second, short training changes; none if empty

    def on(self, device: str) -> Config:
        """This configuration, for a training on `device`."""
        return self if device == "cpu" else replace(self, train=replace(self.train, **self.gpu))


def load(path: Path) -> Config:
    """Read a configuration; keys that the file leaves out take the defaults above. An unknown key is an error."""
    raw = tomllib.loads(Path(path).read_text())
    pixels = PixelGrid(
        tuple(Window(**window) for window in raw["windows"]),
        tuple(MaskInterval(m["from"], m["to"], m["reason"]) for m in raw.get("mask", [])),
    )
    prior = Prior(**{key: _tuples(value) for key, value in raw.get("prior", {}).items()})
    sections = {
        "grid": GridConfig,
        "emulator": EmulatorConfig,
        "basis": BasisConfig,
        "hardening": HardeningConfig,
        "network": NetworkConfig,
        "train": TrainConfig,
        "package": PackageConfig,
    }
    if "lines" in raw.get("hardening", {}):
        raw["hardening"]["lines"] = [LineNuisance(**entry) for entry in raw["hardening"]["lines"]]
    return Config(
        seed=raw["seed"],
        resolving_power=raw.get("resolving_power", 20000.0),
        snr=raw.get("snr", [10.0, 1000.0]),
        pixels=pixels,
        prior=prior,
        gpu=raw.get("gpu", {}),
        second=raw.get("second", {}),
        **{name: kind(**raw.get(name, {})) for name, kind in sections.items()},
    )


def _tuples(value):
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
