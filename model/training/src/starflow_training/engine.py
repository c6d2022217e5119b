"""A reader of model packages in Python: what evaluation, report and tests use, through ONNX Runtime alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime

from .labels import Label, LabelSet
from .projection import Basis, Projected, project
from .summaries import summarise
from .windows import MaskInterval, PixelGrid, Window


class Engine:
    """One loaded package. `threads` bounds ONNX Runtime's own threads."""

    def __init__(self, folder: Path, threads: int = 1, posterior_file: str | None = None):
        self.folder = Path(folder)
        manifest = self.manifest = json.loads((self.folder / "model.json").read_text())
        grid = manifest["grid"]
        self.pixels = PixelGrid(
            tuple(Window(**window) for window in grid["windows"]),
            tuple(MaskInterval(m["from"], m["to"], m["reason"]) for m in manifest["mask"]),
        )
        self.labels = LabelSet([Label(**label) for label in manifest["labels"]])
        shape = manifest["projection"]["basis"]["shape"]
        stored = np.fromfile(self.folder / "basis.f16", dtype="<f2").reshape(shape).astype(np.float32)
        self.basis = Basis(stored[0], stored[1:], 1.0 / np.array(manifest["projection"]["ridge"]))
        latents = manifest["latents"]
        self.draws = latents["draws"]
        self.latents = np.fromfile(self.folder / latents["file"], dtype="<f4").reshape(-1, latents["dim"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        load = lambda name: onnxruntime.InferenceSession(str(self.folder / name), options)
        self.posterior = load(posterior_file or manifest["posterior"]["file"])
        self.emulator = load(manifest["emulator"]["file"])

    def emulate(self, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Coefficients [n, K] and predicted relative flux error [n] for physical labels [n, D]."""
        return tuple(self.emulator.run(["coefficients", "error"], {"labels": labels.astype(np.float32)}))

    def project(self, flux: np.ndarray, good: np.ndarray, snr: float) -> Projected:
        settings = self.manifest["projection"]
        return project(flux, good, snr, self.basis, self.pixels, settings["outlier_floor"], settings["outlier_sigma"])

    def sample(
        self, coefficients: np.ndarray, snr: np.ndarray, coverage: np.ndarray, latents: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Standardised samples [B, N, D] and their log-density [B, N]."""
        clipped = np.clip(snr, self.manifest["snr"]["lower"], self.manifest["snr"]["upper"])
        return tuple(
            self.posterior.run(
                ["samples", "log_density"],
                {
                    "coefficients": coefficients.astype(np.float32),
                    "snr": clipped.astype(np.float32).reshape(-1, 1),
                    "coverage": coverage.astype(np.float32),
                    "latents": self.latents if latents is None else latents.astype(np.float32),
                },
            )
        )

    def infer(
        self, coefficients: np.ndarray, snr: np.ndarray, coverage: np.ndarray, chunk: int = 16
    ) -> dict[str, np.ndarray]:
        """Summaries of each spectrum's posterior (`summaries.summarise`)."""
        parts = []
        for start in range(0, len(coefficients), chunk):
            rows = slice(start, start + chunk)
            x, log_density = self.sample(coefficients[rows], snr[rows], coverage[rows])
            parts.append(summarise(x, log_density, self.labels, self.draws))
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def infer_flux(self, flux: np.ndarray, good: np.ndarray, snr: float) -> tuple[dict[str, np.ndarray], Projected]:
        """Summaries of one spectrum on the model grid, through the package's own projection."""
        projected = self.project(flux, good, snr)
        return self.infer(projected.coefficients[None], np.array([snr]), projected.coverage[None]), projected
