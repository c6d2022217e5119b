"""Figures of how well the network does. Each function draws one figure, saves it and returns its path."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .figure_style import BOUND, OURS, PAPER, label_name, plt, save
from .labels import KEYS
from .paper_tables import REPORTED


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
        axis.set(xscale="log", yscale="log", title=label_name(key), xlabel="S/N per Å")
    axes[0, 0].legend()
    figure.tight_layout()
    return save(figure, path)


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
        axis.set(xscale="log", title=label_name(key), xlabel="S/N per Å")
    axes[0, 0].legend()
    figure.tight_layout()
    return save(figure, path)


def recovered(truth: np.ndarray, summary: dict, path: Path) -> Path:
    """MAP against truth at one S/N (Fig. 5)."""
    figure, axes = plt.subplots(2, 4, figsize=(12, 6))
    for axis, key in zip(axes.flat, REPORTED):
        j = KEYS.index(key)
        low, high = truth[:, j].min(), truth[:, j].max()
        axis.plot([low, high], [low, high], "k:", lw=0.8)
        width = summary["q84"][:, j] - summary["q16"][:, j]
        axis.errorbar(truth[:, j], summary["map"][:, j], width / 2, fmt="o", ms=2, lw=0.4, color=OURS, alpha=0.6)
        axis.set(title=label_name(key), xlabel="truth")
    axes[0, 0].set_ylabel("MAP")
    figure.tight_layout()
    return save(figure, path)


def widths(tables: dict, path: Path) -> Path:
    """Median 68 % width against S/N and, at S/N 250, against [Fe/H] (Figs. A.2, A.3)."""
    snr = np.array(sorted(map(int, tables["snr"])))
    edges = np.array(tables["width_by_metallicity"]["edges"])
    centres, chosen = 0.5 * (edges[1:] + edges[:-1]), "250" if "250" in tables["snr"] else str(snr[-1])
    figure, axes = plt.subplots(2, 8, figsize=(16, 4.6))
    for i, key in enumerate(REPORTED):
        axes[0, i].plot(snr, [tables["snr"][str(s)][key]["width68"] for s in snr], "o-", ms=3, color=OURS)
        axes[0, i].set(xscale="log", yscale="log", title=label_name(key), xlabel="S/N per Å")
        values = np.array(tables["width_by_metallicity"][chosen][key], dtype=float)
        axes[1, i].plot(centres, values, "o-", ms=3, color=OURS)
        axes[1, i].set(yscale="log", xlabel=f"[Fe/H], S/N {chosen}")
    axes[0, 0].set_ylabel("median 68 % width")
    figure.tight_layout()
    return save(figure, path)


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
    return save(figure, path)


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
        axis.set(title=label_name(key, unit=False), xticks=[0, 5, 10], xticklabels=["0", "½", "1"])
    axes.flat[-1].axis("off")
    figure.tight_layout()
    return save(figure, path)


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
            label=label_name(key, unit=False),
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
    return save(figure, path)
