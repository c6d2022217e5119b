"""Posterior sigma of the cINN over the Fisher/Bayes bound, by label, S/N, [Fe/H] and v_broad."""

from __future__ import annotations

import numpy as np

from .bound import Bound
from .labels import KEYS, VBROAD

SNR = (20, 50, 250, 1000)
_FE_H_BINS = (
    ("below -2.5", -9.0, -2.5),
    ("-2.5 to -1", -2.5, -1.0),
    ("-1 to -0.3", -1.0, -0.3),
    ("above -0.3", -0.3, 9.0),
)
_VBROAD_BINS = (("below 5", 0.0, 5.0), ("5 to 15", 5.0, 15.0), ("15 to 40", 15.0, 40.0), ("above 40", 40.0, 999.0))


def run(bound: Bound, results: dict, progress=lambda text: None) -> dict:
    """Condense `evaluate.run` results. `median` compares the posterior's sigma, `rms` the actual error of the median.

    The error of the median is taken relative to the bound star by star; its spread is a 68 % half-width.
    """
    truth = results["truth"]
    _, chosen = np.unique(results["star"], return_index=True)
    out, ratios = {"by_snr": {}, "bound": {}}, {}
    for snr in (s for s in SNR if s in results["snr"]):
        limits = np.stack([bound.sigma(truth[i], float(snr)) for i in chosen])
        summary = results["snr"][snr]
        posterior = 0.5 * (summary["q84"] - summary["q16"])[chosen]
        error = (summary["q50"] - truth)[chosen] / limits
        ratios[snr] = posterior / limits
        low, high = np.nanpercentile(error, [15.87, 84.13], axis=0)
        out["by_snr"][str(snr)] = {
            key: {"median": float(np.nanmedian(ratios[snr][:, j])), "error": float((high - low)[j] / 2.0)}
            for j, key in enumerate(KEYS)
        }
        out["bound"][str(snr)] = {key: float(np.median(limits[:, j])) for j, key in enumerate(KEYS)}
        progress(f"bound at S/N {snr}")
    reference = ratios[250] if 250 in ratios else ratios[max(ratios)]
    out["by_fe_h"] = _binned(reference, truth[chosen, KEYS.index("fe_h")], _FE_H_BINS)
    out["by_vbroad"] = _binned(reference, truth[chosen, VBROAD], _VBROAD_BINS)
    return out


def _binned(ratio: np.ndarray, values: np.ndarray, bins) -> dict:
    return {
        name: {key: float(np.nanmedian(ratio[inside, j])) if inside.any() else None for j, key in enumerate(KEYS)}
        for name, low, high in bins
        for inside in [(values >= low) & (values < high)]
    }


def anchor_stars(bound: Bound) -> dict:
    """Sigma of Teff, log g, [Fe/H] at S/N 250 without rotation for the four stars of the task's own bound."""
    stars = {
        "Sun": (5772, 4.44, 0.0),
        "K giant": (4400, 1.8, -0.3),
        "turn-off, -2.3": (6300, 4.1, -2.3),
        "EMP, -3.5": (5000, 2.0, -3.5),
    }
    out = {}
    for name, (teff, logg, fe_h) in stars.items():
        labels = np.array([teff, logg, fe_h, 1.3, 0.5, *([0.0] * 7), 0.0 if fe_h > -1 else 1.0])
        labels[list(KEYS).index("li_fe")] = 1.0 - 1.05 - fe_h
        sigma = bound.sigma(labels, 250.0, prior=False)
        out[name] = {key: float(sigma[KEYS.index(key)]) for key in ("teff", "logg", "fe_h")}
    return out
