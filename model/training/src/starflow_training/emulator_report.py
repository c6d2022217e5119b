"""How good the emulator is on spectra that it has not seen: error by region of parameter space, spread of z-scores."""

from __future__ import annotations

import numpy as np

from .config import Config
from .emulator import rms_error, to_flux
from .labels import GRID_KEYS
from .workdir import WorkDir

#: Regions as (name, label, lower, upper).
REGIONS = (
    ("Teff < 4700 K", "teff", 0, 4700),
    ("4700-5500 K", "teff", 4700, 5500),
    ("Teff > 5500 K", "teff", 5500, 9e9),
    ("log g < 2.5", "logg", -9, 2.5),
    ("log g > 2.5", "logg", 2.5, 9),
    ("[Fe/H] > -1", "fe_h", -1, 9),
    ("-2.5 < [Fe/H] < -1", "fe_h", -2.5, -1),
    ("[Fe/H] < -2.5", "fe_h", -9, -2.5),
)


def held_out(config: Config, work: WorkDir) -> dict:
    """Errors on the test split; also written to emulator_report.json. No decision may rest on these figures."""
    grid, emulator = work.load("grid", "grid"), work.load("emulator", "emulate")
    labels, flux = grid.labels[grid.test], grid.flux[grid.test]
    pairs = emulator.predict_scores(labels)
    predicted = to_flux(emulator.depth([mean for mean, _ in pairs]))
    residual = predicted - flux
    error = np.sqrt((residual**2).mean(axis=1))
    expected = rms_error(emulator, pairs)
    z = error / expected
    calibration = work.load("emulator_calibration", "emulate")
    report = {
        "error": _statistics(error),
        "predicted": _statistics(expected),
        "z_rms": float(np.sqrt((z**2).mean())),
        "z_median": float(np.median(z)),
        "z_p05_p95": np.percentile(z, [5, 95]).tolist(),
        "cross_validated": _statistics(calibration["error"]),
        "cross_validated_z_rms": float(np.sqrt((calibration["z"] ** 2).mean())),
        "regions": {},
    }
    for name, key, low, high in REGIONS:
        column = labels[:, GRID_KEYS.index(key)]
        chosen = (column >= low) & (column < high)
        if chosen.any():
            report["regions"][name] = {
                **_statistics(error[chosen]),
                "n": int(chosen.sum()),
                "z_rms": float(np.sqrt((z[chosen] ** 2).mean())),
            }
    wavelength = config.pixels.wavelength
    lithium = (wavelength > 6707.0) & (wavelength < 6708.8)
    if lithium.any():
        report["lithium_line"] = _statistics(np.sqrt((residual[:, lithium] ** 2).mean(axis=1)))
    work.write_json("emulator_report", report)
    return report


def _statistics(values: np.ndarray) -> dict[str, float]:
    return {
        "median": float(np.median(values)),
        "p90": float(np.percentile(values, 90)),
        "p95": float(np.percentile(values, 95)),
    }
