"""The model card and the manifest's metrics, written from what `evaluate` measured."""

from __future__ import annotations

import json
from pathlib import Path

from jinja2 import Environment, PackageLoader

from . import package as package_module
from .config import Config
from .labels import KEYS, SYMBOLS
from .paper_tables import REPORTED
from .report import format_figure
from .workdir import WorkDir


def finish(config: Config, work: WorkDir, package: Path) -> None:
    """Write MODEL_CARD.md, put the metrics into the manifest and bring its hashes up to date."""
    figures = work.read_json("evaluation")
    manifest = json.loads((package / "model.json").read_text())
    (package / "MODEL_CARD.md").write_text(card(config, figures, manifest).rstrip() + "\n")
    package_module.refresh_hashes(package, metrics=metrics(figures))


def metrics(figures: dict) -> dict:
    """The figures that a consumer of the package may want to read from its manifest."""
    tables = figures["tables"]
    return {
        "test_stars": tables["stars"],
        "test_spectra": tables["spectra"],
        "map": {
            snr: {
                key: {name: round(tables["snr"][snr][key][name], 5) for name in ("bias", "sigma", "nrmse")}
                for key in KEYS
            }
            for snr in ("20", "50", "250")
            if snr in tables["snr"]
        },
        "coverage": {
            name: {"mean": round(entry["mean"], 4), "sampling_error_per_label": round(entry["sampling_error"], 4)}
            for name, entry in tables["coverage"].items()
        },
        "emulator_error": {
            "median": figures["emulator"]["error"]["median"],
            "p95": figures["emulator"]["error"]["p95"],
        },
        "parity": {name: figures["parity"][name] for name in ("samples", "log_density")},
    }


def card(config: Config, figures: dict, manifest: dict) -> str:
    environment = Environment(loader=PackageLoader("starflow_training"), trim_blocks=True, lstrip_blocks=True)
    environment.filters["figure"] = format_figure
    return environment.get_template("card.md").render(
        c=config,
        f=figures,
        m=manifest,
        t=manifest["training"],
        reported=REPORTED,
        symbols=dict(zip(KEYS, SYMBOLS)),
        keys=KEYS,
        missed=[check for check in figures["checks"] if not check["reached"]],
    )
