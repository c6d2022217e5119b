"""`starflow-train`: every step from a grid of spectra to a model package and its report."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Train a Starflow model package: grid -> emulate -> project -> bank -> train -> export -> "
    "evaluate -> card. Each step leaves its result in the working folder and can be run again.",
)

ConfigOption = Annotated[Path, typer.Option("--config", "-c", exists=True, dir_okay=False, help="Configuration (TOML)")]
WorkOption = Annotated[Path, typer.Option("--work", "-w", help="Working folder; outside the repository")]
PackageOption = Annotated[Path, typer.Option("--package", "-p", help="Model package folder")]
GridOption = Annotated[Path | None, typer.Option("--grid", help="Grid folder, instead of the configuration's")]
ThreadsOption = Annotated[int, typer.Option(help="CPU threads")]
WorkersOption = Annotated[int, typer.Option(help="Processes that share the work")]
DeviceOption = Annotated[str, typer.Option(help="cpu, or cuda: then the configuration's [gpu] overrides its [train]")]


def _open(config: Path, work: Path, threads: int = 1, grid: Path | None = None):
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))
    from dataclasses import replace

    import torch

    from . import config as configuration
    from .workdir import WorkDir

    torch.set_num_threads(threads)
    loaded = configuration.load(config)
    if grid is not None:
        loaded = replace(loaded, grid=replace(loaded.grid, path=str(grid)))
    return loaded, WorkDir(work)


@app.command()
def grid(config: ConfigOption, work: WorkOption, grid: GridOption = None) -> None:
    """Read and check a grid of synthetic spectra; draw how it covers parameter space."""
    from . import pipeline, plots_inputs

    loaded, folder = _open(config, work, grid=grid)
    pipeline.read_grid(loaded, folder)
    path = plots_inputs.grid_coverage(folder.load("grid", "grid"), folder.path / "grid_coverage.png")
    typer.echo(f"coverage plot: {path}")


@app.command()
def emulate(config: ConfigOption, work: WorkOption, workers: WorkersOption = 1) -> None:
    """Fit the emulator (Gaussian processes on principal components) and calibrate its errors by cross-validation."""
    from . import emulator_report, pipeline

    loaded, folder = _open(config, work)
    pipeline.emulate(loaded, folder, workers)
    report = emulator_report.held_out(loaded, folder)
    typer.echo(
        f"unseen spectra: median error {report['error']['median']:.5f}, 95 % {report['error']['p95']:.5f}, "
        f"spread of z {report['z_rms']:.2f}"
    )


@app.command()
def project(config: ConfigOption, work: WorkOption, threads: ThreadsOption = 1, workers: WorkersOption = 1) -> None:
    """Build the basis, the rotation matrices and the operators of each coverage pattern."""
    from . import pipeline

    pipeline.project(*_open(config, work, threads), workers)


@app.command()
def bank(config: ConfigOption, work: WorkOption, threads: ThreadsOption = 1) -> None:
    """Draw the bank of emulated spectra that training draws from."""
    from . import pipeline

    pipeline.bank(*_open(config, work, threads))


@app.command()
def train(
    config: ConfigOption,
    work: WorkOption,
    threads: ThreadsOption = 1,
    steps: Annotated[int | None, typer.Option(help="Number of steps, instead of the configuration's")] = None,
    device: DeviceOption = "cpu",
) -> None:
    """Train the cINN; goes on from the last checkpoint if there is one."""
    from . import pipeline

    loaded, folder = _open(config, work, threads)
    pipeline.train(loaded.on(device), folder, steps=steps, device=device)


@app.command()
def second(config: ConfigOption, work: WorkOption, threads: ThreadsOption = 1) -> None:
    """The second, short training of configurations that have a section [second]."""
    from . import pipeline

    pipeline.second(*_open(config, work, threads))


@app.command()
def export(
    config: ConfigOption,
    work: WorkOption,
    package: PackageOption,
    correction: Annotated[Path | None, typer.Option(help="Bias correction (JSON) from `calibrate`")] = None,
) -> None:
    """Write the model package: graphs, basis, latents, golden vector and manifest."""
    import json

    from . import pipeline

    fitted = json.loads(correction.read_text()) if correction else None
    manifest = pipeline.export(*_open(config, work), package, fitted)
    total = sum(entry["bytes"] for entry in manifest["files"].values())
    typer.echo(f"{package}: {len(manifest['files'])} files, {total / 1e6:.1f} MB")


@app.command()
def evaluate(
    config: ConfigOption,
    work: WorkOption,
    package: PackageOption,
    threads: ThreadsOption = 1,
    realisations: Annotated[int, typer.Option(help="Versions of each held-out star")] = 4,
    report: Annotated[Path, typer.Option(help="Folder of the report")] = Path("docs/model-report"),
    real: Annotated[Path | None, typer.Option(help="Folder of real spectra")] = None,
    paper: Annotated[Path | None, typer.Option(help="Folder of the paper's tables")] = None,
    workers: WorkersOption = 1,
) -> None:
    """Evaluate a package on the held-out spectra and write the report page and its JSON."""
    from . import evaluation_steps

    evaluation_steps.run(*_open(config, work, threads), package, realisations, report, real, paper, workers)


@app.command()
def explain(config: ConfigOption, work: WorkOption, package: PackageOption, threads: ThreadsOption = 1) -> None:
    """What noise, and the emulator's own error, allow on the test stars: after `evaluate`."""
    from . import explain as study
    from .engine import Engine

    loaded, folder = _open(config, work, threads)
    study.run(loaded, folder, Engine(package))


@app.command()
def report(
    config: ConfigOption,
    work: WorkOption,
    package: PackageOption,
    report: Annotated[Path, typer.Option(help="Folder of the report")] = Path("docs/model-report"),
) -> None:
    """Write the report page again, with studies that were made after `evaluate`."""
    from . import evaluation_steps
    from .engine import Engine

    _, folder = _open(config, work)
    evaluation_steps.write_report(folder, Engine(package), report)


@app.command()
def card(config: ConfigOption, work: WorkOption, package: PackageOption) -> None:
    """Write the model card and the metrics into the package, and bring its hashes up to date."""
    from . import model_card

    model_card.finish(*_open(config, work), package)


@app.command()
def calibrate(
    package: PackageOption,
    table: Annotated[
        Path,
        typer.Argument(
            exists=True, help="CSV: star, raw_<label>, ref_<label>, and f_reject for each benchmark spectrum"
        ),
    ],
    output: Annotated[Path, typer.Argument()],
) -> None:
    """Fit the bias correction (paper, Eq. B.1) on benchmark stars; refuses when there are too few."""
    from . import benchmark

    benchmark.command(package, table, output)


@app.command()
def search(
    config: ConfigOption,
    work: WorkOption,
    threads: ThreadsOption = 1,
    trials: Annotated[int, typer.Option()] = 20,
    max_steps: Annotated[int, typer.Option(help="Steps of the longest trial")] = 4000,
    workers: WorkersOption = 1,
    minutes: Annotated[float, typer.Option(help="No trial begins after this time; 0: no limit")] = 0.0,
    device: DeviceOption = "cpu",
) -> None:
    """Search the configuration with Hyperband (Optuna's)."""
    from . import search as hyperband

    loaded, folder = _open(config, work, threads)
    hyperband.run(loaded.on(device), folder, trials, max_steps, device=device, workers=workers, minutes=minutes)


@app.command("import-freia")
def import_freia(
    description: Annotated[Path, typer.Argument(exists=True, help="Description (TOML) of the checkpoint")],
    package: PackageOption,
) -> None:
    """Package an existing FrEIA cINN checkpoint: a state dict and a small description."""
    from . import freia_import

    freia_import.run(description, package)


@app.command()
def samples(
    package: PackageOption,
    config: ConfigOption,
    work: WorkOption,
    output: Annotated[Path, typer.Argument()] = Path("docs/model-samples.md"),
    threads: ThreadsOption = 1,
) -> None:
    """Measure the error of MAP and quantiles against the number of latents, and of int8 and half precision."""
    from . import sample_study

    sample_study.run(*_open(config, work, threads), package, output)


@app.command()
def limit(
    config: ConfigOption,
    work: WorkOption,
    threads: ThreadsOption = 1,
    minutes: Annotated[float, typer.Option(help="Training time of each network on a CPU")] = 20.0,
    device: DeviceOption = "cpu",
) -> None:
    """Train unmasked, unhardened networks and compare them with the Fisher/Bayes bound."""
    from . import limit_study

    loaded, folder = _open(config, work, threads)
    limit_study.run(loaded.on(device), folder, minutes=minutes, device=device)


@app.command()
def sizes(
    config: ConfigOption,
    work: WorkOption,
    paper: Annotated[Path, typer.Option(help="Configuration of the paper's network")] = Path("configs/paper-size.toml"),
    steps: Annotated[int, typer.Option(help="Steps of the paper's network")] = 8000,
    device: DeviceOption = "cuda",
) -> None:
    """Train the paper's full-size network, and one on pixels beside one on coefficients: what do they gain?"""
    from . import config as configuration
    from . import network_study

    loaded, folder = _open(config, work)
    loaded = loaded.on(device)
    tests = network_study.held_out(loaded, folder)
    network_study.paper_size(loaded, configuration.load(paper), folder, device, tests, steps)
    network_study.pixels_or_coefficients(loaded, folder, device)


@app.command()
def tiny(
    config: ConfigOption,
    work: WorkOption,
    package: PackageOption,
    reference: Annotated[Path, typer.Option(help="Package whose emulator gives the spectra")] = Path("model/reference"),
    spectra: Annotated[int, typer.Option(help="Size of the tiny grid")] = 240,
) -> None:
    """Train a tiny package on a coarse grid drawn from another package's emulator."""
    from . import pipeline
    from .tiny import CARD, grid_from_package

    loaded, folder = _open(config, work)
    folder.save("grid", grid_from_package(reference, loaded, spectra))
    for step in (pipeline.emulate, pipeline.project, pipeline.bank, pipeline.train):
        step(loaded, folder)
    pipeline.export(loaded, folder, package, card=CARD)


@app.command("all")
def run_all(
    config: ConfigOption,
    work: WorkOption,
    package: PackageOption,
    grid: GridOption = None,
    threads: ThreadsOption = 1,
    device: DeviceOption = "cpu",
) -> None:
    """Run every step from the grid to the package; steps that are done are skipped."""
    from . import pipeline

    loaded, folder = _open(config, work, threads, grid)
    loaded = loaded.on(device)
    steps = [
        ("grid", pipeline.read_grid),
        ("emulator", partial(pipeline.emulate, workers=threads)),
        ("operators", partial(pipeline.project, workers=threads)),
    ]
    steps += [("bank", pipeline.bank)] if device == "cpu" else []
    for name, step in (*steps, ("network", partial(pipeline.train, device=device))):
        if not folder.has(name):
            typer.echo(f"== {name}")
            step(loaded, folder)
    if loaded.second and not (folder.path / "history_second.json").exists():
        typer.echo("== second training")
        pipeline.second(loaded, folder)
    pipeline.export(loaded, folder, package)


if __name__ == "__main__":
    app()
