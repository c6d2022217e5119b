"""Writing a model package: every file of docs/model-package.md, with the manifest last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from . import golden, latents
from .basis import Bases
from .config import Config
from .emulator import Emulator
from .export_emulator import export_emulator, fit_error
from .export_posterior import export_posterior
from .labels import KEYS, LabelSet
from .network import ConditionalINN
from .windows import PixelGrid


@dataclass
class Parts:
    """What a package is made of."""

    config: Config
    network: ConditionalINN
    emulator: Emulator
    bases: Bases
    labels: LabelSet


def write(
    parts: Parts, folder: Path, metrics: dict, training: dict, correction: dict | None = None, card: str | None = None
) -> dict:
    """Write the package into `folder` and return its manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    config, settings, basis = parts.config, parts.config.package, parts.bases.basis
    np.concatenate([basis.mean[None], basis.rows]).astype("<f2").tofile(folder / "basis.f16")
    export_posterior(parts.network, folder / "posterior.onnx")
    files = ["basis.f16", "posterior.onnx", "emulator.onnx", "latents.f32", "golden.json", "MODEL_CARD.md"]
    if settings.half:
        export_posterior(parts.network, folder / "posterior_fp16.onnx", half=True)
        files.append("posterior_fp16.onnx")
    error = fit_error(parts.emulator, config.prior, config.seed + 60)
    exported = export_emulator(parts.emulator, parts.bases, error, folder / "emulator.onnx")
    vectors = np.concatenate(
        [
            latents.draws(settings.draws, len(KEYS), config.seed),
            latents.map_candidates(settings.map_candidates, len(KEYS), config.seed),
        ]
    )
    vectors.astype("<f4").tofile(folder / "latents.f32")
    (folder / "golden.json").write_text(json.dumps(golden.make(parts, folder, vectors)) + "\n")
    (folder / "MODEL_CARD.md").write_text(card or f"# {settings.name} {settings.version}\n\nNo card was written.\n")
    manifest = _manifest(parts, files, folder, metrics, {**training, "emulator_export": exported}, correction)
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


def refresh_hashes(folder: Path, **changes) -> dict:
    """Bring the manifest up to date after a file (such as the card) or an entry has changed."""
    manifest = json.loads((folder / "model.json").read_text())
    manifest.update(changes)
    manifest["files"] = _files(folder, sorted(manifest["files"]))
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


def _manifest(
    parts: Parts, files: list[str], folder: Path, metrics: dict, training: dict, correction: dict | None
) -> dict:
    config, settings = parts.config, parts.config.package
    components = len(parts.bases.basis.rows)
    posterior = {
        "file": "posterior.onnx",
        "clamp": "0.636*alpha*atan(s)",
        "alpha": config.network.clamp,
        "blocks": config.network.blocks,
    }
    if settings.half:
        posterior["half_file"] = "posterior_fp16.onnx"
    return {
        "format": "starflow-model/1",
        "name": settings.name,
        "version": settings.version,
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "labels": [label.as_dict() for label in parts.labels.labels],
        "grid": {
            "medium": "air",
            "frame": "rest",
            "resolving_power": config.resolving_power,
            "windows": [window.__dict__ for window in config.pixels.windows],
        },
        "snr": {"definition": "per_angstrom", "lower": config.snr[0], "upper": config.snr[1]},
        "mask": mask_entries(config.pixels),
        "projection": {
            "basis": {"file": "basis.f16", "dtype": "float16", "shape": [components + 1, config.pixels.size]},
            "ridge": [float(f"{value:.9g}") for value in parts.bases.basis.ridge],
            "ridge_scales_with_noise": True,
            "minimum_coverage": settings.minimum_coverage,
            "outlier_floor": settings.outlier_floor,
            "outlier_sigma": settings.outlier_sigma,
        },
        "posterior": posterior,
        "latents": {
            "file": "latents.f32",
            "dtype": "float32",
            "draws": settings.draws,
            "map_candidates": settings.map_candidates,
            "dim": len(KEYS),
        },
        "emulator": {
            "file": "emulator.onnx",
            "model_error": settings.model_error,
            "misfit_chi2_reduced": settings.misfit_chi2_reduced,
        },
        "bias_correction": correction,
        "golden": {"file": "golden.json", "tolerance_sigma": 0.01, "half_tolerance_sigma": 0.2},
        "metrics": metrics,
        "training": training,
        "files": _files(folder, files),
    }


def mask_entries(pixels: PixelGrid) -> list[dict]:
    return [{"from": interval.lower, "to": interval.upper, "reason": interval.reason} for interval in pixels.mask]


def _files(folder: Path, names: list[str]) -> dict:
    out = {}
    for name in names:
        content = (folder / name).read_bytes()
        out[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return out
