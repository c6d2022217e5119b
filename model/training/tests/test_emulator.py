import numpy as np

from starflow_training import emulator as emulator_module
from starflow_training.config import EmulatorConfig
from starflow_training.labels import VBROAD


def test_cross_validated_scores_come_from_processes_that_have_not_seen_the_star(tiny_config):
    rng = np.random.default_rng(8)
    labels = np.delete(tiny_config.prior.draw(60, rng), VBROAD, axis=1)
    flux = 1.0 - 0.3 * rng.random((60, tiny_config.pixels.size))
    settings = EmulatorConfig(groups=[[0, 3]], iterations=2, folds=3, warp=4)
    before = emulator_module.fit(flux, labels, tiny_config.pixels, settings, seed=1)
    after = emulator_module.fit(flux, labels, tiny_config.pixels, settings, seed=1, workers=2)
    assert np.allclose(before.held[0][0], after.held[0][0])
    depth = emulator_module.to_depth(flux)
    scores, _ = emulator_module.whitened_components(depth - depth.mean(0), 3)
    error = lambda predicted: np.sqrt(((predicted - scores) ** 2).mean())
    # noise cannot be predicted, only remembered
    assert error(before.held[0][0]) > 1.2 * error(before.predict_scores(labels)[0][0])


def test_error_on_unseen_spectra_is_small_and_honestly_predicted(work):
    grid, emulator = work.load("grid", ""), work.load("emulator", "")
    labels, flux = grid.labels[grid.test], grid.flux[grid.test]
    pairs = emulator.predict_scores(labels)
    error = np.sqrt(((emulator_module.to_flux(emulator.depth([m for m, _ in pairs])) - flux) ** 2).mean(axis=1))
    z = error / emulator_module.rms_error(emulator, pairs)
    assert np.median(error) < 0.01
    assert 0.5 < np.sqrt((z**2).mean()) < 2.0


def test_flux_never_rises_above_the_continuum(work, tiny_config):
    labels = np.delete(tiny_config.prior.draw(200, np.random.default_rng(3)), VBROAD, axis=1)
    flux = work.load("emulator", "").flux(labels, np.random.default_rng(4))
    assert flux.max() <= 1.0001


def test_regions_replace_the_global_components_inside_and_nothing_outside(tiny_config):
    rng = np.random.default_rng(5)
    grid = tiny_config.pixels
    labels = np.delete(tiny_config.prior.draw(60, rng), VBROAD, axis=1)
    flux = 1.0 - 0.3 * rng.random((60, grid.size)) * (1.0 + 0.1 * rng.random((60, 1)))
    regions = [{"lower": 6600.0, "upper": 6610.0, "taper": 2.0, "groups": [[0, 3]]}]
    both = emulator_module.fit(
        flux, labels, grid, EmulatorConfig(groups=[[0, 4]], regions=regions, iterations=3, folds=2)
    )
    alone = emulator_module.Emulator(both.input_mean, both.input_std, both.components[:1])
    difference = np.abs(both.flux(labels) - alone.flux(labels)).max(axis=0)
    inside = (grid.wavelength > 6600.0) & (grid.wavelength < 6610.0)
    assert difference[~inside].max() == 0.0
    assert difference[inside].max() > 1e-4


def test_direction_check_finds_an_error_that_was_put_into_one_label(work):
    from starflow_training import direction_check
    from starflow_training.labels import GRID_KEYS

    grid, emulator, bases = work.load("grid", ""), work.load("emulator", ""), work.load("bases", "")
    labels, flux = grid.labels[grid.training], grid.flux[grid.training]
    calm = direction_check.jitter(emulator, bases, labels, flux, seed=1, n=40)
    moved = labels.copy()
    moved[:, GRID_KEYS.index("mg_fe")] += 0.3 * np.random.default_rng(2).choice([-1, 1], len(labels))
    shifted = flux + (emulator.flux(moved) - emulator.flux(labels)).astype(np.float32)
    disturbed = direction_check.jitter(emulator, bases, labels, shifted, seed=1, n=40)
    assert disturbed["jitter"][GRID_KEYS.index("mg_fe")] > calm["jitter"][GRID_KEYS.index("mg_fe")]
    assert (calm["jitter"] >= 0.0).all()
