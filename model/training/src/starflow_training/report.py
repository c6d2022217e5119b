"""The report page: what was measured, beside what was to be reached and what the paper has."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape

from .labels import KEYS, SYMBOLS
from .paper_tables import REAL_LIMITS, REPORTED, TARGETS


def checks(figures: dict) -> list[dict]:
    """Every figure to reach, with what was measured and whether it was reached."""
    out = []
    add = lambda name, measured, limit, good: out.append(
        {"name": name, "measured": measured, "limit": limit, "reached": bool(good)}
    )
    tables = figures["tables"]["snr"]
    for snr, limits in TARGETS.items():
        for key, limit in limits.items():
            value = tables[str(snr)][key]["sigma"]
            add(f"σ of {SYMBOLS[KEYS.index(key)]} at S/N {snr}", value, f"≤ {limit}", value <= limit)
    for name, low, high in (("coverage68", 0.65, 0.71), ("coverage95", 0.93, 0.97)):
        entry = figures["tables"]["coverage"][name]
        add(f"{name[-2:]} % interval, mean coverage", entry["mean"], f"{low}–{high}", low <= entry["mean"] <= high)
        outside = entry["outside_twice_error"]
        add(
            f"{name[-2:]} % interval, labels off by more than 2 sampling errors",
            ", ".join(outside) or "none",
            "none",
            not outside,
        )
    for star in figures.get("real_stars", []):
        limits = next(value for name, value in REAL_LIMITS.items() if star["name"].startswith(name))
        deviation = [star["deviation"][key] for key in ("teff", "logg", "fe_h")]
        inside = all(abs(d) <= limit for d, limit in zip(deviation, limits))
        add(star["name"], "{:+.0f} K, {:+.2f}, {:+.2f}".format(*deviation), "{:.0f} K, {}, {}".format(*limits), inside)
        if star["name"].startswith("Sun"):
            add(f"{star['name']}: f_reject", star["f_reject"], "< 0.5", star["f_reject"] < 0.5)
    add("parity with FrEIA, samples", figures["parity"]["samples"], "≤ 1e-4", figures["parity"]["samples"] <= 1e-4)
    add(
        "parity with FrEIA, log-density",
        figures["parity"]["log_density"],
        "≤ 1e-4",
        figures["parity"]["log_density"] <= 1e-4,
    )
    clean = figures.get("clean_network")
    for snr in ("50", "250") if clean else ():
        for key in ("teff", "logg", "fe_h"):
            value = clean["by_snr"][snr][key]["median"]
            add(
                f"σ over the bound, {SYMBOLS[KEYS.index(key)]}, S/N {snr}, unmasked and unhardened",
                value,
                "≤ 1.5",
                value <= 1.5,
            )
    return out


def write(figures: dict, images: dict[str, str], manifest: dict, path: Path) -> None:
    environment = Environment(loader=PackageLoader("starflow_training"), autoescape=select_autoescape())
    environment.filters["figure"] = format_figure
    symbols = dict(zip(KEYS, SYMBOLS))
    page = environment.get_template("report.html").render(
        f=figures,
        images=images,
        manifest=manifest,
        reported=REPORTED,
        symbols=symbols,
        keys=KEYS,
        snr=sorted(figures["tables"]["snr"], key=int, reverse=True),
    )
    path.write_text(page)


def format_figure(value) -> str:
    """Three significant figures; text stays text."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return str(value)
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:.1e}"
