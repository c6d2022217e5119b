"""Figures of what goes in: the grid, the emulator, training, saliency and real spectra."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .figure_style import OURS, PAPER, label_name, plt, save
from .labels import GRID_KEYS


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
        axis.set(xlabel=label_name(a), ylabel=label_name(b))
        if a == "teff":
            axis.invert_xaxis()
        if b == "logg":
            axis.invert_yaxis()
    axes[0, 0].legend()
    figure.tight_layout()
    return save(figure, path)


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
        axes[row, 0].set_ylabel(label_name(key, unit=False))
    for axis in axes[-1]:
        axis.set_xlabel("wavelength [Å]")
    figure.tight_layout()
    return save(figure, path)


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
    return save(figure, path)


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
    return save(figure, path)


def loss(history: dict, path: Path) -> Path:
    figure, axis = plt.subplots(figsize=(6, 3))
    axis.plot(history["step"], history["training"], lw=0.8, color="#999", label="training")
    axis.plot(history["step"], history["validation"], color=OURS, label="validation (averaged weights)")
    low = min(history["validation"])
    axis.set(xlabel="step", ylabel="loss", ylim=(low - 0.5, low + 8))
    axis.legend()
    return save(figure, path)
