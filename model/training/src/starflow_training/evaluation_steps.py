"""`starflow-train evaluate`: every measurement of a package, as JSON and as a report page with figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from . import (
    bound_study,
    compression,
    emulator_report,
    evaluate,
    paper_tables,
    parity,
    pipeline,
    plots,
    plots_inputs,
    realstars,
    report,
    saliency,
)
from .bound import Bound
from .config import Config
from .emulator import rms_error, to_flux
from .engine import Engine
from .labels import GRID_KEYS
from .testset import FullCoverageProjector, add_noise
from .workdir import Progress, WorkDir

#: Studies that other commands leave beside the evaluation.
_STUDIES = ("sample_study", "clean_network", "ideal_network", "explain", "paper_size", "pixel_network", "search")


def run(
    config: Config,
    work: WorkDir,
    package: Path,
    realisations: int,
    folder: Path,
    real: Path | None,
    paper: Path | None,
    workers: int = 1,
) -> dict:
    progress, engine = Progress(), Engine(package)
    folder.mkdir(parents=True, exist_ok=True)
    grid = work.load("grid", "grid")
    results = evaluate.run(engine, grid, config, realisations, config.seed + 50, progress=progress, workers=workers)
    work.save("evaluation", results)
    figures = {"tables": evaluate.tables(results, engine)}
    flat = evaluate.run(
        engine,
        grid,
        config,
        realisations,
        config.seed + 51,
        snr_values=(20, 50, 250),
        flat_noise=True,
        progress=progress,
        workers=workers,
    )
    figures["flat_noise"] = evaluate.tables(flat, engine)
    figures["emulator"] = emulator_report.held_out(config, work)
    figures["basis"] = work.read_json("basis_report")
    figures["history"] = work.read_json("history")
    hardening = {"continuum": config.hardening.continuum, "velocity": config.hardening.velocity}
    figures["bound"] = bound_study.run(Bound(engine, masked=True), results, progress)
    figures["bound_hardened"] = bound_study.run(Bound(engine, masked=True, hardened=hardening), results, progress)
    figures["bound_anchor"] = bound_study.anchor_stars(Bound(engine, masked=False))
    labels = config.prior.draw(24, np.random.default_rng(config.seed + 54))
    figures["compression"] = compression.study(engine, work.load("emulator", "emulate"), labels)
    figures["parity"] = _parity(config, work, engine, progress)
    for name in ("label_jitter",):
        if (work.path / f"{name}.json").exists():
            figures[name] = work.read_json(name)
    figures["paper"] = paper_tables.read(paper) if paper else None
    images = _figures(config, work, engine, results, figures, folder, paper)
    if real:
        stars = realstars.run(engine, real)
        for star in stars:
            name = f"star_{stars.index(star)}.png"
            images[star["name"]] = plots_inputs.real_star(star, engine.pixels.wavelength, folder / name).name
        figures["real_stars"] = [
            {key: value for key, value in star.items() if not key.startswith("_")} for star in stars
        ]
    figures["images"] = images
    work.write_json("evaluation", figures)
    write_report(work, engine, folder)
    progress(f"report: {folder / 'index.html'}")
    return figures


def write_report(work: WorkDir, engine: Engine, folder: Path) -> None:
    """Write page and JSON again from what was measured, with studies that have been made since."""
    figures = work.read_json("evaluation")
    for name in _STUDIES:
        if (work.path / f"{name}.json").exists():
            figures[name] = work.read_json(name)
    figures["checks"] = report.checks(figures)
    work.write_json("evaluation", figures)
    shutil.copyfile(work.path / "evaluation.json", folder / "evaluation.json")
    report.write(figures, figures["images"], engine.manifest, folder / "index.html")


def _parity(config: Config, work: WorkDir, engine: Engine, progress) -> dict:
    """Against FrEIA for 1000 random conditions, each with 32 latents."""
    rng = np.random.default_rng(config.seed + 52)
    labels = config.prior.draw(1000, rng)
    coefficients = np.concatenate([engine.emulate(part)[0] for part in np.array_split(labels, 10)])
    snr = np.exp(rng.uniform(*np.log(config.snr), (1000, 1)))
    coverage = rng.uniform(0.6, 1.0, (1000, len(config.pixels.windows)))
    network = pipeline.load_network(config, work)
    out = parity.against_freia(
        network, engine.folder / "posterior.onnx", (coefficients, snr, coverage), engine.latents[:32]
    )
    progress(f"parity with FrEIA: {out}")
    return {"conditions": 1000, "latents": 32, **out}


def _figures(
    config: Config, work: WorkDir, engine: Engine, results: dict, figures: dict, folder: Path, paper: Path | None
) -> dict[str, str]:
    tables, grid = figures["tables"], work.load("grid", "grid")
    images = {
        "grid": plots_inputs.grid_coverage(grid, folder / "grid.png"),
        "sigma": plots.sigma_by_snr(tables, figures["paper"], folder / "sigma.png"),
        "thirds": plots.thirds(tables, folder / "thirds.png"),
        "recovered": plots.recovered(results["truth"], results["snr"][250], folder / "recovered.png"),
        "widths": plots.widths(tables, folder / "widths.png"),
        "calibration": plots.calibration(tables, folder / "calibration.png"),
        "ranks": plots.ranks(tables, folder / "ranks.png"),
        "bound": plots.over_bound(figures["bound"], folder / "bound.png"),
        "loss": plots_inputs.loss(figures["history"], folder / "loss.png"),
    }
    emulator = work.load("emulator", "emulate")
    pairs = emulator.predict_scores(grid.labels[grid.test])
    predicted = to_flux(emulator.depth([mean for mean, _ in pairs]))
    error = np.sqrt(((predicted - grid.flux[grid.test]) ** 2).mean(axis=1))
    images["emulator"] = plots_inputs.emulator_error(
        error, rms_error(emulator, pairs), grid.labels[grid.test][:, GRID_KEYS.index("teff")], folder / "emulator.png"
    )
    images["saliency"] = _saliency(config, work, engine, figures, folder, paper)
    return {name: path.name for name, path in images.items()}


def _saliency(config: Config, work: WorkDir, engine: Engine, figures: dict, folder: Path, paper: Path | None) -> Path:
    grid = work.load("grid", "grid")
    flux = grid.flux[grid.test]
    projector = FullCoverageProjector(engine.basis, config)
    noisy = add_noise(flux, np.full(len(flux), 250.0), config.pixels.step, np.random.default_rng(config.seed + 53))
    coefficients = projector(noisy, np.full(len(flux), 250.0))
    maps = saliency.maps(pipeline.load_network(config, work), projector, coefficients, flux, 250.0, plots.REPORTED)
    lines = saliency.lines(paper / "tableB1_lines.csv") if paper else {}
    figures["saliency"] = {
        key: saliency.near_lines(config.pixels.wavelength, maps[key], centres) for key, centres in lines.items()
    }
    return plots_inputs.saliency(config.pixels.wavelength, maps, lines, folder / "saliency.png", config.pixels.slices)
