"""The training prior: the generative law of the shipped grid (see its README), with v_broad added.

Held-out grid spectra are draws from the same law, so that coverage and rank statistics are meaningful.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .labels import KEYS, SOLAR_LITHIUM


@dataclass(frozen=True)
class Prior:
    """Uniform ranges in each label's unit. `loggfloor` maps Teff (K) to the lowest log g by linear interpolation."""

    teff: tuple[float, float] = (3900.0, 7200.0)
    logg_floor_teff: tuple[float, ...] = (4700.0, 7100.0)
    logg_floor: tuple[float, ...] = (0.3, 3.4)
    logg_upper: float = 5.0
    fe_h_edges: tuple[tuple[float, float, float], ...] = ((0.62, -1.0, 0.55), (0.25, -2.5, -1.0), (0.13, -4.0, -2.5))
    vmic: tuple[float, float] = (0.5, 2.5)
    vbroad: tuple[float, float] = (0.5, 100.0)
    vbroad_log_share: float = 0.5
    vbroad_poor: float = 25.0
    vbroad_poor_share: float = 0.85
    alpha: tuple[float, float] = (-0.4, 0.8)
    mg_fe: tuple[float, float] = (-0.5, 0.9)
    mn_fe: tuple[float, float] = (-0.7, 0.5)
    n_fe: tuple[float, float] = (-0.5, 1.0)
    c_fe: tuple[float, float] = (-0.8, 0.5)
    c_over_alpha: float = 0.12
    lithium: tuple[float, float] = (-0.5, 4.0)

    def draw(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """`n` label vectors in physical units. [n, 13], order of `labels.KEYS`."""
        kept: list[np.ndarray] = []
        while sum(map(len, kept)) < n:
            kept.append(self._propose(2 * n, rng))
        return np.concatenate(kept)[:n]

    def _propose(self, n: int, rng: np.random.Generator) -> np.ndarray:
        out = {key: np.empty(n) for key in KEYS}
        out["teff"] = rng.uniform(*self.teff, n)
        floor = np.interp(out["teff"], self.logg_floor_teff, self.logg_floor)
        out["logg"] = rng.uniform(floor, self.logg_upper)
        shares = np.array([share for share, _, _ in self.fe_h_edges])
        which = rng.choice(len(shares), size=n, p=shares / shares.sum())
        edges = np.array([(lower, upper) for _, lower, upper in self.fe_h_edges])
        out["fe_h"] = rng.uniform(edges[which, 0], edges[which, 1])
        out["vmic"] = rng.uniform(*self.vmic, n)
        for key in ("ca_fe", "si_fe", "ti_fe"):
            out[key] = rng.uniform(*self.alpha, n)
        for key in ("mg_fe", "mn_fe", "n_fe"):
            out[key] = rng.uniform(*getattr(self, key), n)
        mean_alpha = (out["mg_fe"] + out["si_fe"] + out["ca_fe"] + out["ti_fe"]) / 4.0
        out["c_fe"] = rng.uniform(self.c_fe[0], np.minimum(self.c_fe[1], mean_alpha + self.c_over_alpha))
        out["li_fe"] = rng.uniform(*self.lithium, n) - SOLAR_LITHIUM - out["fe_h"]
        out["vbroad"] = self.draw_vbroad(out["fe_h"], rng)
        return np.stack([out[key] for key in KEYS], axis=1)

    def draw_vbroad(self, fe_h: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """v_broad (km/s): half uniform, half log-uniform, and rarely fast below [Fe/H] = -2 (the paper's drop)."""
        n = fe_h.size
        poor = (fe_h < -2.0) & (rng.random(n) < self.vbroad_poor_share)
        upper = np.where(poor, self.vbroad_poor, self.vbroad[1])
        uniform = rng.uniform(self.vbroad[0], upper)
        logarithmic = np.exp(rng.uniform(np.log(self.vbroad[0]), np.log(upper)))
        return np.where(rng.random(n) < self.vbroad_log_share, logarithmic, uniform)

    def bounds(self) -> tuple[dict[str, float], dict[str, float]]:
        """Lower and upper bound of each label over the whole prior, in the label's unit."""
        fe_h = [min(e[1] for e in self.fe_h_edges), max(e[2] for e in self.fe_h_edges)]
        ranges = {
            "teff": self.teff,
            "logg": (min(self.logg_floor), self.logg_upper),
            "fe_h": fe_h,
            "vmic": self.vmic,
            "vbroad": self.vbroad,
            "ca_fe": self.alpha,
            "si_fe": self.alpha,
            "ti_fe": self.alpha,
            "mg_fe": self.mg_fe,
            "mn_fe": self.mn_fe,
            "n_fe": self.n_fe,
            "c_fe": self.c_fe,
            "li_fe": (self.lithium[0] - SOLAR_LITHIUM - fe_h[1], self.lithium[1] - SOLAR_LITHIUM - fe_h[0]),
        }
        return ({key: float(ranges[key][0]) for key in KEYS}, {key: float(ranges[key][1]) for key in KEYS})
