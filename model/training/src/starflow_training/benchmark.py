"""The bias correction of the paper (Eq. B.1), fitted on benchmark stars.

The paper subtracts a straight line in the raw Teff, X - (a Teff + b). The manifest adds one: slope = -a,
intercept = -b. The correction belongs to the network whose raw values it was fitted on.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

#: Labels that the paper corrects.
CORRECTED = ("teff", "logg", "fe_h", "ca_fe", "mg_fe", "li_fe")
#: Benchmark stars below this metallicity are left out of the fit (paper, Sect. 4.3).
LOWEST_METALLICITY = -2.5
MINIMUM_STARS = 12


class TooFewStars(ValueError):
    """The benchmark stars cannot carry a correction."""


def fit(rows: list[dict[str, float]], stars: list[str], source: str) -> dict:
    """Correction as in the manifest. `rows` hold raw_<label>, ref_<label> (NaN if unknown) and f_reject."""
    usable = [
        i
        for i, row in enumerate(rows)
        if row.get("ref_fe_h", np.nan) >= LOWEST_METALLICITY and not row.get("f_reject", 0.0) > 0.5
    ]
    distinct = {stars[i] for i in usable}
    if len(distinct) < MINIMUM_STARS:
        raise TooFewStars(
            f"{len(distinct)} benchmark stars with [Fe/H] >= {LOWEST_METALLICITY} and f_reject <= 0.5; "
            f"a correction needs at least {MINIMUM_STARS}"
        )
    teff = np.array([rows[i]["raw_teff"] for i in usable])
    span = teff.max() - teff.min()
    if span < 1000.0:
        raise TooFewStars(f"the benchmark stars span {span:.0f} K in Teff; a slope needs at least 1000 K")
    labels = {}
    for key in CORRECTED:
        raw = np.array([rows[i].get(f"raw_{key}", np.nan) for i in usable])
        reference = np.array([rows[i].get(f"ref_{key}", np.nan) for i in usable])
        known = np.isfinite(raw) & np.isfinite(reference)
        if len({stars[i] for i, k in zip(usable, known) if k}) < MINIMUM_STARS:
            continue
        slope, intercept, scatter = robust_line(teff[known], raw[known] - reference[known])
        labels[key] = {"slope": -slope, "intercept": -intercept, "scatter": scatter, "spectra": int(known.sum())}
    return {
        "reference_label": "teff",
        "validity": {"lower": float(teff.min()), "upper": float(teff.max())},
        "labels": labels,
        "fitted_on": f"{len(distinct)} stars, {len(usable)} spectra, {source}",
    }


def robust_line(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """Slope, intercept and robust scatter of y against x; soft-L1 loss on residuals in units of their scatter."""
    centre = x.mean()
    design = lambda p: p[0] * (x - centre) / 1000.0 + p[1]
    start = np.array([0.0, np.median(y)])
    scale = 1.4826 * np.median(np.abs(y - np.median(y))) or max(float(np.std(y)), 1e-12)
    for _ in range(5):
        result = least_squares(lambda p, unit=scale: (design(p) - y) / unit, start, loss="soft_l1")
        start = result.x
        residual = y - design(start)
        scale = 1.4826 * np.median(np.abs(residual - np.median(residual))) or scale
    slope = start[0] / 1000.0
    return float(slope), float(start[1] - slope * centre), float(scale)


def read_table(path: Path) -> tuple[list[dict[str, float]], list[str]]:
    with path.open(newline="") as stream:
        table = list(csv.DictReader(stream))
    number = lambda text: float(text) if text not in (None, "", "-") else np.nan
    return (
        [{key: number(value) for key, value in row.items() if key != "star"} for row in table],
        [row["star"] for row in table],
    )


def command(package: Path, table: Path, output: Path) -> None:
    """Fit on `table`, write the correction as JSON for `starflow-train export --correction`, or say why not."""
    import typer

    manifest = json.loads((package / "model.json").read_text())
    rows, stars = read_table(table)
    try:
        correction = fit(rows, stars, f"{table.name}, model {manifest['name']} {manifest['version']}")
    except TooFewStars as refusal:
        typer.echo(f"No correction: {refusal}.", err=True)
        raise typer.Exit(1) from None
    output.write_text(json.dumps(correction, indent=2) + "\n")
    typer.echo(
        f"{output}: {len(correction['labels'])} labels, valid from {correction['validity']['lower']:.0f} "
        f"to {correction['validity']['upper']:.0f} K"
    )
