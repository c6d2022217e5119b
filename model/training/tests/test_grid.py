import lzma
from dataclasses import replace

import numpy as np
import pytest

from starflow_training import grid as grid_module
from starflow_training.labels import GRID_KEYS, VBROAD


def write_npy(folder, labels, flux):
    header = ",".join(("id", *GRID_KEYS))
    rows = [f"g{i}," + ",".join(f"{value:.6g}" for value in row) for i, row in enumerate(labels)]
    (folder / "labels.csv").write_text("\n".join([header, *rows]) + "\n")
    with lzma.open(folder / "flux_00.npy.xz", "wb") as stream:
        np.save(stream, np.round(flux * 50000).astype(np.uint16))


def pointed(config, folder, kind="npy", test=2):
    return replace(config, grid=replace(config.grid, path=str(folder), kind=kind, test=test))


def drawn(config, n=8):
    return np.delete(config.prior.draw(n, np.random.default_rng(1)), VBROAD, axis=1)


def test_npy_grid_is_read_with_the_last_rows_held_out(tmp_path, tiny_config):
    labels, flux = drawn(tiny_config), np.full((8, tiny_config.pixels.size), 0.8)
    write_npy(tmp_path, labels, flux)
    grid = grid_module.read(pointed(tiny_config, tmp_path))
    assert grid.test.tolist() == [False] * 6 + [True] * 2
    assert np.allclose(grid.flux, 0.8, atol=2e-5)
    assert np.allclose(grid.labels, labels, rtol=1e-4)


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda flux: flux[:, :-1], "pixels"),
        (lambda flux: flux * 1.3 + 0.26, "not continuum-normalised"),
        (lambda flux: flux[:-1], "do not belong together"),
    ],
)
def test_a_broken_grid_is_refused_with_a_reason(tmp_path, tiny_config, change, message):
    write_npy(tmp_path, drawn(tiny_config), change(np.full((8, tiny_config.pixels.size), 0.8)))
    with pytest.raises(ValueError, match=message):
        grid_module.read(pointed(tiny_config, tmp_path))


def test_spec_folder_is_convolved_and_averaged(tmp_path, tiny_config):
    labels = drawn(tiny_config, 5)
    wavelength = np.arange(5150.0, 6640.0, 0.02)
    for i in range(5):
        line = 1.0 - 0.6 * np.exp(-0.5 * ((wavelength - 5190.0) / 0.02) ** 2)
        np.savetxt(tmp_path / f"s{i}.spec", np.stack([wavelength, line, line], axis=1))
    header = ",".join(("file", *GRID_KEYS))
    rows = [f"s{i}.spec," + ",".join(f"{value:.6g}" for value in row) for i, row in enumerate(labels)]
    (tmp_path / "labels.csv").write_text("\n".join([header, *rows]) + "\n")
    grid = grid_module.read(pointed(tiny_config, tmp_path, "spec", 1))
    window = tiny_config.pixels.windows[0]
    part = tiny_config.pixels.slices[0]
    width = (1.0 - grid.flux[0][part]).sum() * window.step
    assert np.isclose(width, 0.6 * 0.02 * np.sqrt(2 * np.pi), rtol=0.02)
    assert 1.0 - grid.flux[0].min() < 0.2  # broadened to R = 20 000


def test_a_missing_column_is_named(tmp_path, tiny_config):
    write_npy(tmp_path, drawn(tiny_config), np.full((8, tiny_config.pixels.size), 0.8))
    text = (tmp_path / "labels.csv").read_text().replace("vmic", "vm")
    (tmp_path / "labels.csv").write_text(text)
    with pytest.raises(ValueError, match="vmic"):
        grid_module.read(pointed(tiny_config, tmp_path))
