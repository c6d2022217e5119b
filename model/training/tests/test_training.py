from dataclasses import replace

import numpy as np
import pytest
import torch
from conftest import ROOT
from typer.testing import CliRunner

from starflow_training import bound, evaluate, pipeline, search
from starflow_training.cli import app
from starflow_training.labels import KEYS
from starflow_training.prior import Prior
from starflow_training.train import Trainer


def test_loss_falls_and_beats_the_prior(work):
    history = work.read_json("history")
    assert history["validation"][-1] < history["validation"][0]
    assert history["validation"][-1] < 13 * 0.5 - 2.0  # a standard normal prior has 6.5


def test_training_resumes_where_it_stopped(tiny_config, work, tmp_path):
    config = replace(tiny_config.train, steps=40, validate_every=10, checkpoint_every=10)

    def trainer():
        (stream,) = pipeline.make_streams(tiny_config, work, [9])
        return Trainer(
            pipeline.new_network(tiny_config, work), stream, stream.draw(512), config, tmp_path, lambda text: None
        )

    first = trainer()
    first.run(until=20)
    second = trainer()
    assert second.resume()
    assert second.step == 20
    for a, b in zip(first.network.parameters(), second.network.parameters()):
        assert torch.equal(a, b)
    second.run()
    assert second.step == 40
    assert second.history.step[:2] == [10, 20]
    assert second.learning_rate(40) == pytest.approx(0.0)


def test_evaluation_yields_every_figure_and_sane_coverage(engine, tiny_config, work):
    results = evaluate.run(engine, work.load("grid", ""), tiny_config, 2, 3, (20, 50, 250), progress=lambda text: None)
    tables = evaluate.tables(results, engine)
    assert tables["stars"] == 40 and tables["spectra"] == 80
    assert tables["snr"]["250"]["teff"]["sigma"] < tables["snr"]["20"]["teff"]["sigma"]
    assert 0.5 < tables["coverage"]["coverage68"]["mean"] < 0.85
    assert 0.8 < tables["coverage"]["coverage95"]["mean"] <= 1.0
    assert all(0 <= p <= 1 for p in (tables["snr"]["50"][key]["rank_ks_p"] for key in KEYS))


def test_bound_shrinks_with_snr_and_grows_with_nuisances(engine, tiny_config):
    labels = tiny_config.prior.draw(3, np.random.default_rng(2))
    plain = bound.Bound(engine)
    hard = bound.Bound(engine, hardened={"continuum": [0.01] * 3, "velocity": 1.0})
    for row in labels:
        assert (plain.sigma(row, 200.0) <= plain.sigma(row, 20.0) + 1e-9).all()
        assert (hard.sigma(row, 200.0) >= plain.sigma(row, 200.0) - 1e-9).all()
        assert (
            plain.sigma(row, 20.0) <= engine.labels.std * np.where(engine.labels.is_log, np.log(10) * row, 1.0) + 1e-9
        ).all()


def test_prior_keeps_its_bounds_and_the_drop_of_rotation():
    prior = Prior()
    labels = prior.draw(5000, np.random.default_rng(1))
    lower, upper = prior.bounds()
    for j, key in enumerate(KEYS):
        assert labels[:, j].min() >= lower[key] and labels[:, j].max() <= upper[key]
    poor = labels[:, 2] < -2.0
    assert np.median(labels[poor, 4]) < np.median(labels[~poor, 4])


def test_hyperband_prunes_and_reports(tiny_config, work):
    small = replace(tiny_config, train=replace(tiny_config.train, batch=128))
    study = search.run(small, work, trials=3, max_steps=3, report_steps=1, budget=float("inf"))
    assert len(study.trials) == 3
    assert work.read_json("search")["best"]["blocks"] in (8, 12, 16, 20)


def test_search_refuses_what_inference_cannot_afford(tiny_config, work, tmp_path):
    folder = type(work)(tmp_path)
    for name in ("bank", "bases", "labels", "operators"):
        folder.save(name, work.load(name, ""))
    search.run(tiny_config, folder, trials=2, max_steps=3, report_steps=1, budget=0.1)
    found = folder.read_json("search")
    assert found["best"] is None
    assert [trial["steps"] for trial in found["trials"]] == [0, 0]


@pytest.mark.parametrize(
    "command",
    [
        "grid",
        "emulate",
        "project",
        "bank",
        "train",
        "export",
        "second",
        "sizes",
        "evaluate",
        "card",
        "explain",
        "report",
        "calibrate",
        "search",
        "import-freia",
        "samples",
        "limit",
        "tiny",
        "all",
    ],
)
def test_every_command_explains_itself(command):
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_a_step_without_its_predecessor_says_which_to_run(tmp_path, tiny_config):
    from starflow_training.workdir import WorkDir

    with pytest.raises(FileNotFoundError, match="starflow-train emulate"):
        pipeline.project(tiny_config, WorkDir(tmp_path))


def test_compression_never_gains_information(engine, tiny_config, work):
    from starflow_training import compression

    ratios = compression.study(
        engine, work.load("emulator", ""), tiny_config.prior.draw(2, np.random.default_rng(3)), (100.0,)
    )
    assert all(value > 0.999 for value in ratios["100"].values())


@pytest.mark.parametrize("name", ["reference", "paper-size", "tiny"])
def test_committed_configurations_load(name):
    from starflow_training import config as configuration

    loaded = configuration.load(ROOT / "configs" / f"{name}.toml")
    assert loaded.network.blocks >= 4
    assert sum(part.stop - part.start for part in loaded.pixels.slices) == loaded.pixels.size


def test_knowing_spectra_only_as_well_as_the_emulator_costs_precision(engine, tiny_config, work):
    from starflow_training import explain

    labels = tiny_config.prior.draw(1, np.random.default_rng(4))[0]
    errors = explain.error_draws(work.load("emulator", ""), work.load("bases", ""), labels, np.random.default_rng(5))
    limit = bound.Bound(engine)
    assert (limit.sigma(labels, 250.0, errors=errors) >= limit.sigma(labels, 250.0) - 1e-9).all()
