"""The exported package: parity with FrEIA, the emulator's graph, hashes, golden vector, half precision."""

import hashlib
import json

import numpy as np
import onnxruntime

from starflow_training import emulator as emulator_module
from starflow_training import parity, pipeline
from starflow_training.labels import KEYS, VBROAD


def conditions(engine, config, n: int, seed: int = 3):
    rng = np.random.default_rng(seed)
    coefficients, _ = engine.emulate(config.prior.draw(n, rng))
    return (coefficients, np.exp(rng.uniform(np.log(10), np.log(1000), (n, 1))), rng.uniform(0.6, 1.0, (n, 2)))


def test_graph_equals_freia_over_a_thousand_conditions(engine, tiny_config, work):
    network = pipeline.load_network(tiny_config, work)
    worst = parity.against_freia(
        network, engine.folder / "posterior.onnx", conditions(engine, tiny_config, 1000), engine.latents[:8]
    )
    assert worst["samples"] < 1e-4
    assert worst["log_density"] < 1e-4
    assert worst["log_density_inverse"] < 1e-4


def test_a_batch_gives_what_single_spectra_give(engine, tiny_config):
    coefficients, snr, coverage = conditions(engine, tiny_config, 5)
    together, _ = engine.sample(coefficients, snr, coverage)
    alone = np.concatenate(
        [engine.sample(coefficients[i : i + 1], snr[i : i + 1], coverage[i : i + 1])[0] for i in range(5)]
    )
    assert np.allclose(together, alone, atol=1e-5)


def test_emulator_graph_equals_the_emulator(engine, tiny_config, work):
    emulator, bases = work.load("emulator", ""), work.load("bases", "")
    labels = tiny_config.prior.draw(64, np.random.default_rng(8))
    grid_labels = np.delete(labels, VBROAD, axis=1)
    flux = emulator.flux(grid_labels, None, bases.compressor.pixels)
    expected = bases.rotation.apply(bases.compressor(flux).astype(np.float32), labels[:, VBROAD])
    coefficients, error = engine.emulate(labels)
    assert np.abs(coefficients - expected).max() < 0.02
    exact = emulator_module.rms_error(emulator, emulator.predict_scores(grid_labels))
    assert 0.5 < np.median(error / exact) < 2.0


def test_half_precision_is_close(engine, tiny_config):
    coefficients, snr, coverage = conditions(engine, tiny_config, 8)
    full, _ = engine.sample(coefficients, snr, coverage)
    session = onnxruntime.InferenceSession(str(engine.folder / "posterior_fp16.onnx"))
    half = session.run(
        ["samples"],
        {
            "coefficients": coefficients,
            "snr": snr.astype(np.float32),
            "coverage": coverage.astype(np.float32),
            "latents": engine.latents,
        },
    )[0]
    assert half.dtype == np.float32
    assert np.sqrt(((half - full) ** 2).mean()) < 0.05


def test_manifest_pins_every_file(package):
    manifest = json.loads((package / "model.json").read_text())
    assert set(manifest["files"]) == {path.name for path in package.iterdir()} - {"model.json"}
    for name, entry in manifest["files"].items():
        content = (package / name).read_bytes()
        assert entry == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert [label["key"] for label in manifest["labels"]] == list(KEYS)
    assert len(manifest["projection"]["ridge"]) == manifest["projection"]["basis"]["shape"][0] - 1


def test_golden_vector_reproduces(engine):
    golden = json.loads((engine.folder / "golden.json").read_text())
    for case in golden["cases"]:
        found = engine.infer(np.array([case["coefficients"]]), np.array([case["snr"]]), np.array([case["coverage"]]))
        for j, key in enumerate(KEYS):
            expected = case["expected"]["labels"][key]
            for name in ("map", "mean", "q50", "q16"):
                assert abs(found[name][0, j] - expected[name]) <= 0.01 * expected["std"]


def test_map_candidates_find_a_denser_sample(engine, tiny_config):
    coefficients, snr, coverage = conditions(engine, tiny_config, 12)
    _, log_density = engine.sample(coefficients, snr, coverage)
    assert (log_density.max(axis=1) - log_density[:, : engine.draws].max(axis=1)).mean() > 0.5
