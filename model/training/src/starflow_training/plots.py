"""Figures of the report. Each function draws one figure, saves it and returns its path."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from .labels import GRID_KEYS, KEYS, SYMBOLS, UNITS

#: The eight labels that the paper reports.
REPORTED = ("teff", "logg", "fe_h", "vbroad", "vmic", "ca_fe", "mg_fe", "li_fe")
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


def _name(key: str, unit: bool = True) -> str:
    i = KEYS.index(key)
    return f"{SYMBOLS[i]} [{UNITS[i]}]" if unit and UNITS[i] != "dex" else SYMBOLS[i]


def _save(figure, path: Path) -> Path:
    figure.savefig(path, dpi=90, bbox_inches="tight")
    plt.close(figure)
    return path


def grid_coverage(grid, path: Path) -> Path:
    """Where the grid's spectra lie, training and test."""
    pairs = [
        ("teff", "logg"),
        ("teff", "fe_h"),
        ("fe_h", "li_fe"),
        ("fe_h", "mg_fe"),
        ("mg_fe", "c_fe"),
        ("vmic", "logg"),
    ]
    figure, axes = plt.subplots(2, 3, figsize=(10, 5.6))
    for axis, (a, b) in zip(axes.flat, pairs):
        x, y = (grid.labels[:, GRID_KEYS.index(key)] for key in (a, b))
        axis.scatter(x[grid.training], y[grid.training], s=4, color="#888", label="training")
        axis.scatter(x[grid.test], y[grid.test], s=6, color=OURS, label="held out")
        axis.set(xlabel=_name(a), ylabel=_name(b))
        if a == "teff":
            axis.invert_xaxis()
        if b == "logg":
            axis.invert_yaxis()
    axes[0, 0].legend()
    figure.tight_layout()
    return _save(figure, path)


def sigma_by_snr(tables: dict, paper: dict | None, path: Path) -> Path:
    """Bias and sigma of the MAP against S/N, with the paper's (Fig. 4)."""
    snr = np.array(sorted(map(int, tables["snr"])))
    figure, axes = plt.subplots(2, 4, figsize=(12, 5.4))
    for axis, key in zip(axes.flat, REPORTED):
        rows = [tables["snr"][str(s)][key] for s in snr]
        axis.plot(snr, [r["sigma"] for r in rows], "o-", ms=3, color=OURS, label="σ of the MAP")
        axis.plot(snr, [r["robust_sigma"] for r in rows], ":", color=OURS, label="σ, robust")
        axis.plot(snr, np.abs([r["bias"] for r in rows]), "--", lw=0.8, color="#999", label="|bias|")
        if paper:
            axis.plot(paper["snr"], paper["sigma"][key], "s-", ms=3, color=PAPER, label="paper (NLTE grid)")
        axis.set(xscale="log", yscale="log", title=_name(key), xlabel="S/N per Å")
    axes[0, 0].legend()
    figure.tight_layout()
    return _save(figure, path)


def thirds(tables: dict, path: Path) -> Path:
    """Bias and sigma by thirds of each label's range (Fig. A.1)."""
    snr = np.array(sorted(map(int, tables["thirds"])))
    figure, axes = plt.subplots(2, 4, figsize=(12, 5.4))
    for axis, key in zip(axes.flat, REPORTED):
        for third, colour in enumerate(("#0b5fa5", "#777777", "#b5651d")):
            rows = [tables["thirds"][str(s)][key][third] for s in snr]
            axis.errorbar(
                snr * (0.96, 1.0, 1.04)[third],
                [r["bias"] for r in rows],
                [r["sigma"] for r in rows],
                fmt="o",
                ms=2.5,
                lw=0.8,
                color=colour,
                label=("lower", "middle", "upper")[third],
            )
        axis.axhline(0, color="k", lw=0.5)
        axis.set(xscale="log", title=_name(key), xlabel="S/N per Å")
    axes[0, 0].legend()
    figure.tight_layout()
    return _save(figure, path)


def recovered(truth: np.ndarray, summary: dict, path: Path) -> Path:
    """MAP against truth at one S/N (Fig. 5)."""
    figure, axes = plt.subplots(2, 4, figsize=(12, 6))
    for axis, key in zip(axes.flat, REPORTED):
        j = KEYS.index(key)
        low, high = truth[:, j].min(), truth[:, j].max()
        axis.plot([low, high], [low, high], "k:", lw=0.8)
        width = summary["q84"][:, j] - summary["q16"][:, j]
        axis.errorbar(truth[:, j], summary["map"][:, j], width / 2, fmt="o", ms=2, lw=0.4, color=OURS, alpha=0.6)
        axis.set(title=_name(key), xlabel="truth")
    axes[0, 0].set_ylabel("MAP")
    figure.tight_layout()
    return _save(figure, path)


def widths(tables: dict, path: Path) -> Path:
    """Median 68 % width against S/N and, at S/N 250, against [Fe/H] (Figs. A.2, A.3)."""
    snr = np.array(sorted(map(int, tables["snr"])))
    edges = np.array(tables["width_by_metallicity"]["edges"])
    centres, chosen = 0.5 * (edges[1:] + edges[:-1]), "250" if "250" in tables["snr"] else str(snr[-1])
    figure, axes = plt.subplots(2, 8, figsize=(16, 4.6))
    for i, key in enumerate(REPORTED):
        axes[0, i].plot(snr, [tables["snr"][str(s)][key]["width68"] for s in snr], "o-", ms=3, color=OURS)
        axes[0, i].set(xscale="log", yscale="log", title=_name(key), xlabel="S/N per Å")
        values = np.array(tables["width_by_metallicity"][chosen][key], dtype=float)
        axes[1, i].plot(centres, values, "o-", ms=3, color=OURS)
        axes[1, i].set(yscale="log", xlabel=f"[Fe/H], S/N {chosen}")
    axes[0, 0].set_ylabel("median 68 % width")
    figure.tight_layout()
    return _save(figure, path)


def calibration(tables: dict, path: Path) -> Path:
    """Coverage of the 68 and 95 % intervals by label and S/N."""
    snr = sorted(map(int, tables["snr"]))
    figure, axes = plt.subplots(1, 2, figsize=(11, 3.6), sharex=True)
    for axis, name, level in ((axes[0], "coverage68", 0.68), (axes[1], "coverage95", 0.95)):
        for key in KEYS:
            axis.plot(
                snr,
                [tables["snr"][str(s)][key][name] for s in snr],
                "-",
                lw=0.8,
                alpha=0.6,
                color=OURS if key in REPORTED else "#999",
            )
        axis.plot(
            snr,
            [np.mean([tables["snr"][str(s)][key][name] for key in KEYS]) for s in snr],
            "k-",
            lw=2,
            label="mean of 13 labels",
        )
        error = np.sqrt(level * (1 - level) / tables["stars"])
        axis.axhspan(level - 2 * error, level + 2 * error, color=BOUND, alpha=0.15, label="± 2 sampling errors")
        axis.axhline(level, color=BOUND, lw=0.8)
        axis.set(xscale="log", xlabel="S/N per Å", ylabel=f"coverage of the {level:.0%} interval")
    axes[0].legend()
    figure.tight_layout()
    return _save(figure, path)


def ranks(tables: dict, path: Path) -> Path:
    """Rank histograms (SBC) over S/N 20, 50 and 250."""
    chosen = [s for s in ("20", "50", "250") if s in tables["snr"]]
    figure, axes = plt.subplots(2, 7, figsize=(14, 4), sharey=True)
    for axis, key in zip(axes.flat, KEYS):
        counts = np.sum([tables["snr"][s][key]["rank_histogram"] for s in chosen], axis=0)
        expected = counts.sum() / len(counts)
        error = np.sqrt(expected * expected / (tables["stars"] / len(counts)))
        axis.bar(np.arange(len(counts)) + 0.5, counts / expected, width=0.95, color=OURS, alpha=0.7)
        axis.axhspan(1 - 2 * error / expected, 1 + 2 * error / expected, color=BOUND, alpha=0.15)
        axis.set(title=_name(key, unit=False), xticks=[0, 5, 10], xticklabels=["0", "½", "1"])
    axes.flat[-1].axis("off")
    figure.tight_layout()
    return _save(figure, path)


def over_bound(bound: dict, path: Path) -> Path:
    """Posterior sigma over the Fisher/Bayes bound by label, S/N, [Fe/H] and v_broad."""
    figure, axes = plt.subplots(1, 3, figsize=(13, 3.8))
    snr = sorted(bound["by_snr"], key=int)
    for key in REPORTED:
        axes[0].plot(
            [int(s) for s in snr],
            [bound["by_snr"][s][key]["median"] for s in snr],
            "o-",
            ms=3,
            label=_name(key, unit=False),
        )
    axes[0].set(xscale="log", xlabel="S/N per Å", ylabel="median of σ / bound")
    axes[0].legend(ncol=2)
    for axis, name, title in ((axes[1], "by_fe_h", "[Fe/H], S/N 250"), (axes[2], "by_vbroad", "v_broad, S/N 250")):
        bins = list(bound[name])
        for key in REPORTED:
            axis.plot(range(len(bins)), [bound[name][b][key] for b in bins], "o-", ms=3)
        axis.set(xticks=range(len(bins)), xticklabels=bins, xlabel=title)
    for axis in axes:
        axis.axhline(1.0, color="k", lw=0.6)
    figure.tight_layout()
    return _save(figure, path)


def saliency(
    wavelength: np.ndarray, maps: dict[str, np.ndarray], lines: dict[str, list[float]], path: Path, slices: list[slice]
) -> Path:
    """Median gradient of each label by flux, normalised (Figs. A.4, A.5), with the paper's lines marked."""
    figure, axes = plt.subplots(len(maps), len(slices), figsize=(15, 1.5 * len(maps)), squeeze=False)
    for row, (key, values) in enumerate(maps.items()):
        for axis, part in zip(axes[row], slices):
            axis.plot(wavelength[part], np.abs(values[part]), lw=0.5, color=OURS)
            for line in lines.get(key, []):
                if wavelength[part][0] <= line <= wavelength[part][-1]:
                    axis.axvline(line, color=PAPER, lw=0.7, alpha=0.8)
            axis.set(xlim=(wavelength[part][0], wavelength[part][-1]), ylim=(0, None))
        axes[row, 0].set_ylabel(_name(key, unit=False))
    for axis in axes[-1]:
        axis.set_xlabel("wavelength [Å]")
    figure.tight_layout()
    return _save(figure, path)


def real_star(star: dict, wavelength: np.ndarray, path: Path) -> Path:
    """Observed, re-simulated and residual flux: four pieces of the spectrum."""
    pieces = ((5160, 5200), (5320, 5360), (6150, 6190), (6545, 6585))
    figure, axes = plt.subplots(2, 4, figsize=(15, 4), gridspec_kw={"height_ratios": [3, 1]}, sharex="col")
    flux, model, used = star["_flux"], star["_model"], star["_used"]
    for column, (low, high) in enumerate(pieces):
        part = (wavelength > low) & (wavelength < high)
        shown = np.where(used, flux, np.nan)
        axes[0, column].plot(wavelength[part], flux[part], color="#bbb", lw=0.8, label="not used")
        axes[0, column].plot(wavelength[part], shown[part], color="k", lw=0.9, label="observed")
        axes[0, column].plot(wavelength[part], model[part], color=PAPER, lw=0.8, label="re-simulated")
        axes[1, column].plot(wavelength[part], (shown - model)[part], color=OURS, lw=0.6)
        axes[1, column].set(ylim=(-0.08, 0.08), xlabel="wavelength [Å]")
    axes[0, 0].legend(loc="lower right")
    axes[0, 0].set_title(star["name"], loc="left")
    figure.tight_layout()
    return _save(figure, path)


def emulator_error(error: np.ndarray, predicted: np.ndarray, teff: np.ndarray, path: Path) -> Path:
    """Error on unseen spectra against the predicted one."""
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.4))
    points = axes[0].scatter(predicted * 100, error * 100, c=teff, s=9, cmap="coolwarm_r")
    limits = [0.02, 3]
    axes[0].plot(limits, limits, "k:", lw=0.8)
    axes[0].set(
        xscale="log", yscale="log", xlabel="predicted rms error [%]", ylabel="rms error [%]", xlim=limits, ylim=limits
    )
    figure.colorbar(points, ax=axes[0], label="Teff [K]")
    axes[1].hist(error / predicted, bins=24, color=OURS, alpha=0.8)
    axes[1].set(xlabel="error / predicted error")
    figure.tight_layout()
    return _save(figure, path)


def loss(history: dict, path: Path) -> Path:
    figure, axis = plt.subplots(figsize=(6, 3))
    axis.plot(history["step"], history["training"], lw=0.8, color="#999", label="training")
    axis.plot(history["step"], history["validation"], color=OURS, label="validation (averaged weights)")
    low = min(history["validation"])
    axis.set(xlabel="step", ylabel="loss", ylim=(low - 0.5, low + 8))
    axis.legend()
    return _save(figure, path)
