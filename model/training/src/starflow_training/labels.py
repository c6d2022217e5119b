"""The thirteen labels of the network: names, units, transforms and standardisation (paper, Sect. 3.2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

#: A(Li) of the Sun on the grid's scale, Magg et al. (2022).
SOLAR_LITHIUM = 1.05

KEYS = ("teff", "logg", "fe_h", "vmic", "vbroad", "ca_fe", "c_fe", "mg_fe", "mn_fe", "n_fe", "si_fe", "ti_fe", "li_fe")
SYMBOLS = (
    "Teff",
    "log g",
    "[Fe/H]",
    "v_mic",
    "v_broad",
    "[Ca/Fe]",
    "[C/Fe]",
    "[Mg/Fe]",
    "[Mn/Fe]",
    "[N/Fe]",
    "[Si/Fe]",
    "[Ti/Fe]",
    "[Li/Fe]",
)
UNITS = ("K", "dex", "dex", "km/s", "km/s") + ("dex",) * 8
LOGARITHMIC = frozenset({"teff", "vbroad"})
VBROAD = KEYS.index("vbroad")

#: The labels that the grid itself carries: everything but rotation.
GRID_KEYS = tuple(key for key in KEYS if key != "vbroad")


@dataclass(frozen=True)
class Label:
    """One label as the manifest describes it; `lower` and `upper` bound the training data in the label's unit."""

    key: str
    symbol: str
    unit: str
    transform: str
    mean: float
    std: float
    lower: float
    upper: float

    def as_dict(self) -> dict:
        return asdict(self)


class LabelSet:
    """Conversion between physical labels [n, 13] and the network's standardised x [n, 13]."""

    def __init__(self, labels: list[Label]):
        self.labels = labels
        self.mean = np.array([label.mean for label in labels])
        self.std = np.array([label.std for label in labels])
        self.lower = np.array([label.lower for label in labels])
        self.upper = np.array([label.upper for label in labels])
        self.is_log = np.array([label.transform == "log10" for label in labels])

    @classmethod
    def fit(cls, physical: np.ndarray, lower: dict[str, float], upper: dict[str, float]) -> LabelSet:
        """Standardise by the mean and spread of `physical` [n, 13], draws from the training prior."""
        transformed = _transform(physical, np.array([key in LOGARITHMIC for key in KEYS]))
        return cls(
            [
                Label(
                    key,
                    SYMBOLS[i],
                    UNITS[i],
                    "log10" if key in LOGARITHMIC else "identity",
                    float(transformed[:, i].mean()),
                    float(transformed[:, i].std()),
                    lower[key],
                    upper[key],
                )
                for i, key in enumerate(KEYS)
            ]
        )

    def standardise(self, physical: np.ndarray) -> np.ndarray:
        return (_transform(physical, self.is_log) - self.mean) / self.std

    def physical(self, x: np.ndarray) -> np.ndarray:
        transformed = x * self.std + self.mean
        return np.where(self.is_log, 10.0 ** np.where(self.is_log, transformed, 0.0), transformed)

    def inside(self, physical: np.ndarray) -> np.ndarray:
        """True where a sample lies within every bound (paper, Sect. 3.5). Shape [...]."""
        return ((physical >= self.lower) & (physical <= self.upper)).all(axis=-1)


def _transform(physical: np.ndarray, is_log: np.ndarray) -> np.ndarray:
    return np.where(is_log, np.log10(np.where(is_log, physical, 1.0)), physical)
