"""Common look of the report's figures."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from .labels import KEYS, SYMBOLS, UNITS

plt.rcParams.update(
    {
        "font.size": 8,
        "axes.grid": True,
        "grid.alpha": 0.25,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
    }
)
OURS, PAPER, BOUND = "#0b5fa5", "#b5651d", "#3a7d44"


def label_name(key: str, unit: bool = True) -> str:
    i = KEYS.index(key)
    return f"{SYMBOLS[i]} [{UNITS[i]}]" if unit and UNITS[i] != "dex" else SYMBOLS[i]


def save(figure, path: Path) -> Path:
    figure.savefig(path, dpi=90, bbox_inches="tight")
    plt.close(figure)
    return path
