"""What trains on a GPU, run on the CPU: the same draws, the same mathematics, without the captured graph."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from starflow_training import pipeline
from starflow_training.device_emulator import DeviceEmulator
from starflow_training.device_stream import DeviceStream
from starflow_training.device_train import DeviceTrainer, together
from starflow_training.labels import VBROAD


@pytest.fixture(scope="module")
def streams(tiny_config, work):
    noise, built = work.load("operators", "")
    bases, labels, bank = work.load("bases", ""), work.load("labels", ""), work.load("bank", "")

    def make(seed, config=tiny_config):
        return DeviceStream(bank, bases, built, noise, labels, config, seed, device="cpu", group=64)

    return make


def test_emulator_equals_numpy(tiny_config, work):
    emulator, bases = work.load("emulator", ""), work.load("bases", "")
    labels = np.delete(tiny_config.prior.draw(50, np.random.default_rng(1)), VBROAD, axis=1)
    device = DeviceEmulator(emulator, bases, "cpu", torch.Generator().manual_seed(1))
    expected = bases.compressor(emulator.flux(labels, pixels=bases.compressor.pixels))
    assert np.allclose(device(labels, 0.0).numpy(), expected, atol=1e-4)
    draws = np.stack([device(labels, 1.0).numpy() for _ in range(200)])
    rng = np.random.default_rng(2)
    numpy = np.stack([bases.compressor(emulator.flux(labels, rng, bases.compressor.pixels)) for _ in range(200)])
    assert np.median(draws.std(axis=0) / numpy.std(axis=0)) == pytest.approx(1.0, abs=0.03)


def test_rotation_equals_numpy(tiny_config, work, streams):
    bank, rotation = work.load("bank", ""), work.load("bases", "").rotation
    vbroad = np.concatenate([[0.5, 5.0, 100.0], np.random.default_rng(3).uniform(0.5, 100.0, 61)])
    expected = rotation.apply(bank.unrotated[:64], vbroad)
    found = streams(1).rotate(torch.from_numpy(bank.unrotated[:64]), torch.from_numpy(vbroad).float())
    assert np.allclose(found.numpy(), expected, atol=2e-4 * np.abs(expected).max())


def test_observed_coefficients_have_the_spread_of_the_cpu_stream(tiny_config, work, streams):
    """One spectrum, observed many times by both streams in one pattern: same mean, same standard deviations."""
    _, built = work.load("operators", "")
    bank = work.load("bank", "")
    config = replace(tiny_config, hardening=replace(tiny_config.hardening, flat_noise_share=0.0))
    numpy_stream = pipeline.make_streams(config, work, [4])[0]
    stream = streams(5, config)
    n = 8192
    clean = np.repeat(numpy_stream.rotation.apply(bank.unrotated[:1], np.array([8.0])), n, axis=0)
    snr = np.full(n, 40.0, dtype=np.float32)
    template = np.full(n, 2)
    scale = numpy_stream._amplitude_scale(np.zeros(n))
    first, _ = numpy_stream._observe_group(torch.from_numpy(clean), snr, template, numpy_stream.patterns[3], scale)
    second, coverage = stream.project(
        torch.from_numpy(clean),
        torch.from_numpy(snr),
        torch.zeros(n),
        torch.full((n // 64,), 3),
        torch.from_numpy(template),
    )
    assert np.allclose(coverage[0].numpy(), built[3].coverage)
    assert np.allclose(first.std(0), second.std(0), rtol=0.05)
    assert np.allclose(first.mean(0), second.mean(0), atol=0.06 * first.std(0).max())


def test_labels_follow_the_prior(tiny_config, streams):
    x, *_ = streams(6).draw(16384)
    labels = tiny_config.prior.draw(16384, np.random.default_rng(7))
    stream = streams(6)
    expected = stream.labels.standardise(labels)
    assert np.allclose(x.mean(0), expected.mean(0), atol=0.06)
    assert np.allclose(x.std(0), expected.std(0), rtol=0.05)


def test_trainings_side_by_side_learn_and_resume(tiny_config, work, streams, tmp_path):
    config = replace(tiny_config.train, steps=60, batch=256, validate_every=20, warmup=5)

    def trainer(seed, folder):
        network = pipeline.new_network(tiny_config, work)
        return DeviceTrainer(network, streams(seed), streams(9).draw(512), config, tmp_path / folder, lambda text: None)

    first, second = trainer(10, "a"), trainer(11, "b")
    together([first, second], until=40)
    assert first.step == second.step == 40
    assert first.history.validation[-1] < first.history.validation[0]
    again = trainer(10, "a")
    assert again.resume() and again.step == 40
    again.run()
    assert again.step == 60 and again.history.step == [20, 40, 60]
    assert again.learning_rate(60) == pytest.approx(0.0)
