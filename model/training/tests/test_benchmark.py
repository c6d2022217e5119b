import numpy as np
import pytest

from starflow_training import benchmark


def stars(n: int, rng, slope: float = -0.05, intercept: float = 280.0):
    rows = []
    for i in range(n):
        truth = rng.uniform(4200, 6800)
        raw = (truth + intercept) / (1 - slope)  # raw - truth = slope * raw + intercept
        rows.append(
            {
                "raw_teff": raw,
                "ref_teff": truth + rng.normal(0, 15),
                "raw_fe_h": -0.2,
                "ref_fe_h": -0.25,
                "f_reject": 0.1,
            }
        )
    return rows, [f"star{i}" for i in range(n)]


def test_correction_removes_the_bias_that_was_put_in():
    rows, names = stars(40, np.random.default_rng(1))
    rows[3]["ref_teff"] += 900.0  # one star with a wrong reference
    correction = benchmark.fit(rows, names, "test")
    line = correction["labels"]["teff"]
    corrected = [
        row["raw_teff"] + line["slope"] * row["raw_teff"] + line["intercept"] - row["ref_teff"] for row in rows
    ]
    assert abs(np.median(corrected)) < 10
    assert np.isclose(line["slope"], 0.05, atol=0.01)
    assert correction["validity"]["lower"] == min(row["raw_teff"] for row in rows)


def test_metal_poor_stars_and_extrapolated_posteriors_are_left_out():
    rows, names = stars(40, np.random.default_rng(2))
    for row in rows[:30]:
        row["ref_fe_h"] = -3.0
    with pytest.raises(benchmark.TooFewStars, match="10 benchmark stars"):
        benchmark.fit(rows, names, "test")


def test_several_spectra_of_few_stars_are_few_stars():
    rows, _ = stars(40, np.random.default_rng(3))
    with pytest.raises(benchmark.TooFewStars):
        benchmark.fit(rows, ["Sun"] * 40, "test")


def test_a_narrow_range_of_temperatures_cannot_carry_a_slope():
    rows, names = stars(40, np.random.default_rng(4))
    for row in rows:
        row["raw_teff"] = 5700.0 + row["raw_teff"] / 100
    with pytest.raises(benchmark.TooFewStars, match="span"):
        benchmark.fit(rows, names, "test")
