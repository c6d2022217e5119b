import numpy as np

from starflow_training.broadening import rotate, rotation_transform
from starflow_training.windows import SPEED_OF_LIGHT, PixelGrid, Window

GRID = PixelGrid((Window("test", 6000.0, 0.05, 2400),))


def gaussian_line(centre: float, sigma: float, depth: float = 0.5) -> np.ndarray:
    return 1.0 - depth * np.exp(-0.5 * ((GRID.wavelength - centre) / sigma) ** 2)


def test_transform_is_one_at_zero_frequency_and_continuous_at_the_series():
    frequency = np.array([0.0, 1e-9, 0.99e-2 / (2 * np.pi * 30.0), 1.01e-2 / (2 * np.pi * 30.0)])
    values = rotation_transform(frequency, 30.0)
    assert abs(values[0] - 1.0) < 1e-12
    assert abs(values[2] - values[3]) < 1e-5


def test_rotation_keeps_the_equivalent_width():
    flux = gaussian_line(6060.0, 0.12)[None]
    for velocity in (1.0, 10.0, 60.0):
        broad = rotate(flux, GRID, velocity)
        assert np.isclose((1.0 - broad).sum(), (1.0 - flux).sum(), rtol=1e-3)


def test_small_rotation_adds_the_profiles_variance():
    # second moment of the profile: v^2 (0.25 (1 - e) + 0.2 * 2 e / 3) / (1 - e / 3) with e = 0.6
    flux = gaussian_line(6060.0, 0.12)[None]
    velocity = 8.0
    expected = velocity**2 * (0.25 * 0.4 + 0.2 * 0.4) / 0.8
    x = (GRID.wavelength - 6060.0) / 6060.0 * SPEED_OF_LIGHT

    def variance(spectrum):
        weight = 1.0 - spectrum
        return (weight * x**2).sum() / weight.sum()

    added = variance(rotate(flux, GRID, velocity)[0]) - variance(flux[0])
    assert np.isclose(added, expected, rtol=0.03)


def test_zero_rotation_changes_nothing():
    flux = gaussian_line(6060.0, 0.12)[None]
    assert np.array_equal(rotate(flux, GRID, 0.0), flux)
