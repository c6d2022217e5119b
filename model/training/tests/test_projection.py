import numpy as np

from starflow_training.projection import Basis, project
from starflow_training.windows import MaskInterval, PixelGrid, Window

GRID = PixelGrid(
    (Window("a", 5000.0, 0.1, 300), Window("b", 6000.0, 0.2, 200)), (MaskInterval(5010.0, 5012.0, "test"),)
)


def basis(k: int = 6) -> Basis:
    rng = np.random.default_rng(1)
    rows = np.linalg.qr(rng.standard_normal((GRID.size, k)))[0].T
    return Basis(0.9 + 0.01 * rng.standard_normal(GRID.size), rows, np.linspace(4.0, 0.1, k))


def test_high_snr_projection_returns_the_coefficients():
    b = basis()
    c = np.array([1.0, -0.5, 0.3, 0.2, -0.1, 0.05])
    found = project(b.flux(c), np.ones(GRID.size, bool), 1e6, b, GRID)
    assert np.allclose(found.coefficients, c, atol=1e-6)
    assert np.allclose(found.coverage, 1.0)


def test_masked_bad_and_outlying_pixels_have_no_influence():
    b = basis()
    c = np.array([1.0, -0.5, 0.3, 0.2, -0.1, 0.05])
    flux = b.flux(c)
    good = np.ones(GRID.size, bool)
    good[350:380] = False
    flux[350:380] = -7.0  # flagged
    flux[105:115] = 5.0  # masked: 5010.5 to 5011.4
    flux[20] = 3.0  # a cosmic ray nobody flagged
    found = project(flux, good, 1000.0, b, GRID)
    assert np.allclose(found.coefficients, c, atol=2e-3)
    assert found.coverage[1] == 170 / 200
    assert not found.used[20]


def test_low_snr_shrinks_towards_the_mean():
    b = basis()
    flux = b.flux(np.full(6, 0.3))
    strong = project(flux, np.ones(GRID.size, bool), 1000.0, b, GRID).coefficients
    weak = project(flux, np.ones(GRID.size, bool), 3.0, b, GRID).coefficients
    assert np.linalg.norm(weak) < np.linalg.norm(strong)


def test_noise_is_the_root_of_the_mean_pixel_variance_over_windows_of_unlike_step():
    b = basis()
    found = project(np.full(GRID.size, 0.8), np.ones(GRID.size, bool), 50.0, b, GRID)
    steps = GRID.step[GRID.unmasked]
    assert np.isclose(found.noise, np.sqrt((0.8**2 / (50.0**2 * steps)).mean()), rtol=1e-6)
