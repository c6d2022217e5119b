"""The coefficient domain must give what the pixel domain gives: perturb, add noise, project."""

import numpy as np
import torch
from numpy.polynomial import legendre

from starflow_training import coverage, operators
from starflow_training.basis import Rotation
from starflow_training.broadening import rotate
from starflow_training.config import BasisConfig, LineNuisance
from starflow_training.labels import VBROAD
from starflow_training.projection import _solve
from starflow_training.testset import FullCoverageProjector


def whitened(pattern, z, s, root):
    return (z / (pattern.eigenvalues + s**2)) @ pattern.eigenvectors * root


def test_signal_and_continuum_equal_the_shipped_projection(tiny_config, work):
    bases, grid = work.load("bases", ""), tiny_config.pixels
    basis = bases.basis
    rng = np.random.default_rng(1)
    lines = [LineNuisance("test", [5172.7, 6560.0], 0.5, 0.05, -2.0, -1.0)]
    perturbations = operators.Perturbations(grid, basis, 3, lines)
    used = coverage.draw_patterns(grid, 6, 0.5, rng)[4]
    pattern = operators.build_pattern(used, basis, grid, perturbations, np.ones((1, grid.size), dtype=np.float32))
    c = rng.standard_normal(len(basis.rows)) * np.sqrt(basis.variance)
    flux = basis.flux(c)
    x = np.linspace(-1, 1, grid.windows[1].n)
    tilt = np.zeros(grid.size)
    tilt[grid.slices[1]] = legendre.legval(x, [0, 0, 1])
    inside = operators.line_pixels(grid, lines[0])
    observed = flux * (1 + 0.01 * tilt) + 0.05 * inside * (flux - 1)
    s = 0.03
    extended = np.concatenate([[1.0], c])
    z = c @ pattern.signal + 0.01 * (extended @ pattern.perturbation[5]) + 0.05 * (extended @ pattern.perturbation[-1])
    expected = _solve(observed, used, s, basis)
    assert np.allclose(
        whitened(pattern, z, s, np.sqrt(basis.variance)), expected, atol=2e-3 * np.sqrt(basis.variance).max()
    )


def test_noise_has_the_covariance_of_projected_pixel_noise(tiny_config, work):
    bases, grid = work.load("bases", ""), tiny_config.pixels
    noise, patterns = work.load("operators", "")
    pattern, template = patterns[0], 1
    rng = np.random.default_rng(2)
    n, sigma = 6000, 0.02
    white = rng.standard_normal((n, pattern.noise.shape[1])) * sigma
    drawn = white @ pattern.noise[template]
    used = grid.unmasked
    pixels = rng.standard_normal((n, grid.size)) * sigma * noise.templates[template]
    root = np.sqrt(bases.basis.variance)
    left = pattern.eigenvectors * root @ bases.basis.rows[:, used]
    projected = pixels[:, used] @ left.T
    assert np.allclose(drawn.std(axis=0), projected.std(axis=0), rtol=0.12)


def test_stream_is_reproducible_and_finite(tiny_config, work):
    from starflow_training import pipeline

    first, second = (stream.draw(4096) for stream in pipeline.make_streams(tiny_config, work, [5, 5]))
    for a, b in zip(first, second):
        assert torch.equal(a, b)
        assert torch.isfinite(a).all()
    _, _, snr, covered = first
    assert snr.min() >= 10 and snr.max() <= 1000
    assert covered.min() < 1.0 and covered.max() == 1.0


def test_rotation_matrices_agree_with_convolution(tiny_config, work):
    bases, emulator, grid = work.load("bases", ""), work.load("emulator", ""), tiny_config.pixels
    labels = tiny_config.prior.draw(24, np.random.default_rng(6))
    flux = emulator.flux(np.delete(labels, VBROAD, axis=1))
    unrotated = bases.compressor(flux[:, bases.compressor.pixels]).astype(np.float32)
    model = bases.basis.flux(bases.rotation.apply(unrotated, labels[:, VBROAD]))
    exact = np.stack([rotate(f[None], grid, v)[0] for f, v in zip(flux, labels[:, VBROAD])])
    assert np.median(np.sqrt(((model - exact) ** 2).mean(axis=1))) < 0.006


def test_interpolation_weights_are_exact_for_cubics_in_v_squared():
    nodes = np.array([0.0, 5.0, 10.0, 16.0, 30.0])
    rotation = Rotation(nodes, (nodes**6).reshape(-1, 1, 1), np.zeros((5, 1)))
    v = np.array([0.0, 2.0, 5.0, 7.5, 16.0, 29.0, 30.0])
    assert np.allclose(rotation.apply(np.ones((7, 1)), v)[:, 0], v**6, rtol=1e-9, atol=1e-6)
    linear = rotation.apply(np.ones((7, 1)), v, order=1)[:, 0]
    assert np.allclose(linear[[0, 2, 4, 6]], v[[0, 2, 4, 6]] ** 6)
    assert linear[3] == np.interp(7.5**2, [25.0, 100.0], [5.0**6, 10.0**6])


def test_dense_knots_give_the_same_weights():
    nodes = np.array(BasisConfig().rotation_nodes, dtype=float)
    rotation = Rotation(nodes, np.zeros((len(nodes), 1, 1)), np.zeros((len(nodes), 1)))
    knots, matrix = rotation.dense()
    v = np.random.default_rng(1).uniform(0.0, 100.0, 200)
    first, weights = rotation.weights(v)
    expected = np.zeros((200, len(nodes)))
    np.put_along_axis(expected, first[:, None] + np.arange(4), weights, axis=1)
    found = np.stack([np.interp(v**2, knots, column) for column in matrix.T], axis=1)
    assert np.allclose(found, expected, atol=2e-2)


def test_fast_projector_equals_the_shipped_projection(tiny_config, work):
    basis, grid = work.load("bases", "").basis, tiny_config.pixels
    rng = np.random.default_rng(7)
    flux = basis.flux(rng.standard_normal(len(basis.rows)) * np.sqrt(basis.variance)) + 0.01 * rng.standard_normal(
        grid.size
    )
    projector = FullCoverageProjector(basis, tiny_config)
    from starflow_training.projection import project

    expected = project(flux, np.ones(grid.size, bool), 80.0, basis, grid, outlier_floor=9.0).coefficients
    assert np.allclose(projector(flux[None].astype(np.float32), np.array([80.0]))[0], expected, atol=2e-3)
