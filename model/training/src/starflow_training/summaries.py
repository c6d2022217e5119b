"""Summaries of posterior samples, as docs/model-package.md defines them."""

from __future__ import annotations

import numpy as np

from .labels import LabelSet

QUANTILES = {"q025": 0.025, "q16": 0.16, "q50": 0.5, "q84": 0.84, "q975": 0.975}


def summarise(x: np.ndarray, log_density: np.ndarray, labels: LabelSet, draws: int) -> dict[str, np.ndarray]:
    """Summaries of `x` [B, N + M, D] (standardised) in physical units.

    The first `draws` samples give every figure; all kept ones compete for the MAP. Returns arrays [B, D] for each of
    map, mean, std and the quantiles, and f_reject [B]. Without any kept draw a spectrum's figures are NaN.
    """
    physical = labels.physical(x)
    kept = labels.inside(physical)
    batch, _, dims = x.shape
    out = {name: np.full((batch, dims), np.nan) for name in ("map", "mean", "std", *QUANTILES)}
    out["f_reject"] = 1.0 - kept[:, :draws].mean(axis=1)
    for i in range(batch):
        good = physical[i, :draws][kept[i, :draws]]
        if kept[i].any():
            out["map"][i] = physical[i, np.where(kept[i], log_density[i], -np.inf).argmax()]
        if len(good) > 1:
            out["mean"][i], out["std"][i] = good.mean(axis=0), good.std(axis=0, ddof=1)
            for name, values in zip(QUANTILES, np.quantile(good, list(QUANTILES.values()), axis=0)):
                out[name][i] = values
    return out
