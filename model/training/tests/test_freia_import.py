import json

import numpy as np
import pytest
import torch

from starflow_training import freia_import, parity, pipeline
from starflow_training.engine import Engine


def description(folder, package, **extra):
    lines = [
        'checkpoint = "cinn.pt"',
        f'donor = "{package}"',
        'name = "imported"',
        'version = "2"',
        "clamp = 1.9",
        'activation = "relu"',
        'feature_prefix = "feature_network"',
        'flow_prefix = "flow"',
    ]
    path = folder / "cinn.toml"
    path.write_text("\n".join(lines + [f'{k} = "{v}"' for k, v in extra.items()]))
    return path


def test_imported_checkpoint_gives_the_same_posterior(tmp_path, package, engine, tiny_config, work):
    network = pipeline.load_network(tiny_config, work)
    torch.save({"model": network.state_dict()}, tmp_path / "cinn.pt")
    freia_import.run(description(tmp_path, package, state="model"), tmp_path / "imported")
    imported = Engine(tmp_path / "imported")
    coefficients, _ = engine.emulate(tiny_config.prior.draw(6, np.random.default_rng(1)))
    snr, coverage = np.full((6, 1), 60.0), np.ones((6, 2))
    assert np.allclose(
        imported.sample(coefficients, snr, coverage)[0], engine.sample(coefficients, snr, coverage)[0], atol=1e-5
    )
    manifest = json.loads((tmp_path / "imported" / "model.json").read_text())
    assert manifest["name"] == "imported" and manifest["metrics"] == {}
    assert (
        parity.against_freia(
            network, tmp_path / "imported" / "posterior.onnx", (coefficients, snr, coverage), engine.latents[:4]
        )["samples"]
        < 1e-4
    )


def test_a_network_for_other_inputs_is_refused(tmp_path, package, tiny_config, work):
    state = dict(pipeline.load_network(tiny_config, work).state_dict())
    state["feature_network.0.weight"] = state["feature_network.0.weight"][:, :-4]
    torch.save(state, tmp_path / "cinn.pt")
    with pytest.raises(freia_import.UnknownLayout, match="inputs"):
        freia_import.run(description(tmp_path, package), tmp_path / "imported")


def test_other_prefixes_are_refused_with_a_reason(tmp_path, package, tiny_config, work):
    state = {f"net.{k}": v for k, v in pipeline.load_network(tiny_config, work).state_dict().items()}
    torch.save(state, tmp_path / "cinn.pt")
    with pytest.raises(freia_import.UnknownLayout, match="prefixes"):
        freia_import.run(description(tmp_path, package), tmp_path / "imported")
