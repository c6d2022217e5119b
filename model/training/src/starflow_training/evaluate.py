"""Held-out evaluation as in the paper's Sect. 4.2 and Appendix A, with coverage and rank statistics added."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from scipy import stats

from .config import Config
from .engine import Engine
from .grid import SpectralGrid
from .labels import KEYS
from .parallel import in_parallel
from .summaries import summarise
from .testset import SNR_VALUES, FullCoverageProjector, TestSet, add_noise, make
from .workdir import Progress

#: S/N at which coverage and ranks are reported.
CALIBRATION_SNR = (20, 50, 250)


def run(
    engine: Engine,
    grid: SpectralGrid,
    config: Config,
    realisations: int,
    seed: int,
    snr_values=SNR_VALUES,
    flat_noise: bool = False,
    rows: np.ndarray | None = None,
    progress=None,
    workers: int = 1,
) -> dict:
    """Posterior summaries of the test split at each S/N, as raw arrays (`tables` condenses them).

    Keys: truth [n, 13], star [n], and for each S/N a dict of map, mean, std, quantiles [n, 13], f_reject [n] and
    rank [n, 13] (share of kept draws below the truth).
    """
    progress = progress or Progress()
    tests = make(grid, config, realisations, seed, rows)
    out = {"truth": tests.labels, "star": tests.star, "snr": {}}
    at = partial(_at, engine.folder if workers > 1 else engine, tests, config, seed, flat_noise)
    with in_parallel(workers) as run_each:
        for value, found in zip(snr_values, run_each(at, snr_values)):
            out["snr"][value] = found
            residual = found["map"] - tests.labels
            progress(
                f"S/N {value}: sigma Teff {np.nanstd(residual[:, 0]):.0f} K, log g {np.nanstd(residual[:, 1]):.3f}, "
                f"[Fe/H] {np.nanstd(residual[:, 2]):.3f}"
            )
    return out


def _at(engine: Engine | Path, tests: TestSet, config: Config, seed: int, flat_noise: bool, value: float) -> dict:
    """Summaries of all test spectra at one S/N; the noise depends on `seed` and S/N alone."""
    engine = engine if isinstance(engine, Engine) else Engine(engine)
    projector = FullCoverageProjector(engine.basis, config)
    rng = np.random.default_rng([seed + 1, int(value)])
    snr = np.full(len(tests.flux), float(value))
    parts = []
    for i in range(0, len(snr), 64):
        rows = slice(i, i + 64)
        noisy = add_noise(tests.flux[rows], snr[rows], config.pixels.step, rng, flat_noise)
        parts.append(projector(noisy, snr[rows]))
    coverage = np.repeat(projector.coverage[None], len(snr), axis=0)
    return infer_with_ranks(engine, np.concatenate(parts), snr, coverage, tests.labels)


def infer_with_ranks(engine: Engine, coefficients, snr, coverage, truth, chunk: int = 16) -> dict:
    parts = []
    for start in range(0, len(coefficients), chunk):
        rows = slice(start, start + chunk)
        x, log_density = engine.sample(coefficients[rows], snr[rows], coverage[rows])
        summary = summarise(x, log_density, engine.labels, engine.draws)
        physical = engine.labels.physical(x[:, : engine.draws])
        kept = engine.labels.inside(physical)
        below = (physical < truth[rows, None]) & kept[..., None]
        summary["rank"] = below.sum(axis=1) / np.maximum(kept.sum(axis=1), 1)[:, None]
        parts.append(summary)
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def tables(results: dict, engine: Engine) -> dict:
    """Every figure of the report from the raw results of `run`."""
    truth = results["truth"]
    span = engine.labels.upper - engine.labels.lower
    out = {"stars": len(np.unique(results["star"])), "spectra": len(truth), "snr": {}}
    for value, summary in results["snr"].items():
        residual = summary["map"] - truth
        entry = {"f_reject_median": float(np.median(summary["f_reject"]))}
        for j, key in enumerate(KEYS):
            good = np.isfinite(residual[:, j])
            r = residual[good, j]
            median = (summary["q50"] - truth)[good, j]
            low, high = summary["q16"][good, j], summary["q84"][good, j]
            entry[key] = {
                "bias": float(r.mean()),
                "sigma": float(r.std(ddof=1)),
                "nrmse": float(np.sqrt((r**2).mean()) / span[j]),
                "sigma_of_median": float(median.std(ddof=1)),
                "robust_sigma": _robust(r),
                "width68": float(np.median(high - low)),
                "coverage68": float(((truth[good, j] >= low) & (truth[good, j] <= high)).mean()),
                "coverage95": float(
                    ((truth[good, j] >= summary["q025"][good, j]) & (truth[good, j] <= summary["q975"][good, j])).mean()
                ),
                "rank_ks_p": float(
                    stats.kstest(_one_per_star(summary["rank"][:, j], results["star"]), "uniform").pvalue
                ),
                "rank_histogram": np.histogram(summary["rank"][good, j], bins=10, range=(0, 1))[0].tolist(),
            }
        out["snr"][str(value)] = entry
    out["coverage"] = coverage_summary(out)
    out["thirds"] = _thirds(results)
    out["width_by_metallicity"] = _width_by_metallicity(results)
    return out


def coverage_summary(table: dict) -> dict:
    """Mean over labels and over S/N 20, 50 and 250, and the sampling error of one label's coverage."""
    values = [v for v in map(str, CALIBRATION_SNR) if v in table["snr"]]
    if not values:
        return {}
    out = {}
    for name, level in (("coverage68", 0.68), ("coverage95", 0.95)):
        per_label = {key: float(np.mean([table["snr"][v][key][name] for v in values])) for key in KEYS}
        error = float(np.sqrt(level * (1 - level) / table["stars"]))
        out[name] = {
            "mean": float(np.mean(list(per_label.values()))),
            "by_label": per_label,
            "sampling_error": error,
            "outside_twice_error": [k for k, v in per_label.items() if abs(v - level) > 2 * error],
        }
    return out


def _thirds(results: dict) -> dict:
    """Bias and sigma by thirds of each label's range (Fig. A.1)."""
    truth, out = results["truth"], {}
    for value, summary in results["snr"].items():
        entry = {}
        for j, key in enumerate(KEYS):
            edges = np.quantile(truth[:, j], [0.0, 1 / 3, 2 / 3, 1.0])
            entry[key] = []
            for low, high in zip(edges[:-1], edges[1:]):
                chosen = (truth[:, j] >= low) & (truth[:, j] <= high)
                r = (summary["map"] - truth)[chosen, j]
                entry[key].append(
                    {
                        "from": float(low),
                        "to": float(high),
                        "bias": float(np.nanmean(r)),
                        "sigma": float(np.nanstd(r, ddof=1)),
                    }
                )
        out[str(value)] = entry
    return out


def _width_by_metallicity(results: dict) -> dict:
    """Median 68 % width in bins of [Fe/H] (Fig. A.3)."""
    edges = np.array([-4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.56])
    fe_h, out = results["truth"][:, KEYS.index("fe_h")], {"edges": edges.tolist()}
    for value, summary in results["snr"].items():
        width = summary["q84"] - summary["q16"]
        out[str(value)] = {
            key: [
                float(np.median(width[(fe_h >= a) & (fe_h < b), j])) if ((fe_h >= a) & (fe_h < b)).any() else None
                for a, b in zip(edges[:-1], edges[1:])
            ]
            for j, key in enumerate(KEYS)
        }
    return out


def _robust(residual: np.ndarray) -> float:
    low, high = np.percentile(residual, [15.87, 84.13])
    return float((high - low) / 2.0)


def _one_per_star(values: np.ndarray, star: np.ndarray) -> np.ndarray:
    """The first version of each star: versions of one star share its emulator error and are not independent."""
    _, first = np.unique(star, return_index=True)
    return values[first]
