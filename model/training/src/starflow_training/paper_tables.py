"""The paper's Tables A.1 and A.2, read from the CSV files that accompany the task (not part of the repository)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

REPORTED = ("teff", "logg", "fe_h", "vbroad", "vmic", "ca_fe", "mg_fe", "li_fe")


def read(folder: Path) -> dict:
    """snr [19] and, by label, bias, sigma and nrmse [19] each."""
    a1 = np.genfromtxt(folder / "tableA1_synthetic_bias_sigma.csv", delimiter=",", names=True)
    a2 = np.genfromtxt(folder / "tableA2_synthetic_nrmse.csv", delimiter=",", names=True)
    return {
        "snr": a1["snr_per_angstrom"].tolist(),
        "bias": {key: a1[f"{key}_bias"].tolist() for key in REPORTED},
        "sigma": {key: a1[f"{key}_sigma"].tolist() for key in REPORTED},
        "nrmse": {key: a2[key].tolist() for key in REPORTED},
    }


#: The task's own table: sigma that the shipped package has to reach at each S/N.
TARGETS = {
    250: {
        "teff": 30,
        "logg": 0.10,
        "fe_h": 0.05,
        "vbroad": 0.6,
        "vmic": 0.17,
        "ca_fe": 0.085,
        "mg_fe": 0.065,
        "li_fe": 0.62,
    },
    50: {
        "teff": 60,
        "logg": 0.20,
        "fe_h": 0.10,
        "vbroad": 2.0,
        "vmic": 0.26,
        "ca_fe": 0.14,
        "mg_fe": 0.11,
        "li_fe": 0.72,
    },
    20: {
        "teff": 120,
        "logg": 0.36,
        "fe_h": 0.20,
        "vbroad": 5.3,
        "vmic": 0.37,
        "ca_fe": 0.21,
        "mg_fe": 0.20,
        "li_fe": 0.90,
    },
}

#: Largest deviations allowed on the real stars: Teff, log g, [Fe/H].
REAL_LIMITS = {"Sun": (60.0, 0.15, 0.07), "Procyon": (150.0, 0.15, 0.07), "HD 122563": (200.0, 0.3, 0.3)}
