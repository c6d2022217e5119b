"""The working folder of a training: every step reads what earlier steps left and writes its own files."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path

import numpy as np


class WorkDir:
    """Named artefacts under one folder. A step whose artefact exists is skipped unless forced."""

    def __init__(self, path: Path):
        self.path = Path(path)
        self.path.mkdir(parents=True, exist_ok=True)

    def has(self, name: str) -> bool:
        return (self.path / f"{name}.pkl").exists()

    def save(self, name: str, value) -> None:
        temporary = self.path / f"{name}.tmp"
        with temporary.open("wb") as stream:
            pickle.dump(value, stream, protocol=5)
        temporary.replace(self.path / f"{name}.pkl")

    def load(self, name: str, step: str):
        """Artefact `name`; the error names the `step` that makes it."""
        if not self.has(name):
            raise FileNotFoundError(f"{self.path} has no {name}: run `starflow-train {step}` first")
        with (self.path / f"{name}.pkl").open("rb") as stream:
            return pickle.load(stream)

    def write_json(self, name: str, value) -> Path:
        path = self.path / f"{name}.json"
        path.write_text(json.dumps(value, indent=1, default=_plain) + "\n")
        return path

    def read_json(self, name: str):
        return json.loads((self.path / f"{name}.json").read_text())


class Progress:
    """Prints lines with the time since the step began."""

    def __init__(self):
        self.begin = time.monotonic()

    def __call__(self, text: str) -> None:
        print(f"[{self.elapsed():6.0f} s] {text}", flush=True)

    def elapsed(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.begin


def _plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"cannot write {type(value)} as JSON")
