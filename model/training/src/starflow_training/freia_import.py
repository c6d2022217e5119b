"""Packaging a FrEIA cINN that somebody else has trained: a state dict and a small description.

The description (TOML) names the checkpoint, the network's layout and everything of a manifest that no state dict
holds. The network is taken to be a feature network of fully connected layers followed by (permutation, GLOW coupling)
pairs, the paper's architecture; layers are found by their shapes and order, whatever their names. The basis, mask,
windows and emulator come from a donor package: such a network must have been trained on that package's coefficients.

    checkpoint = "cinn.pt"            # torch.save(network.state_dict()), or a dict that holds it under `state`
    state = "model_state_dict"        # optional
    donor = "../model/reference"      # basis, mask, emulator, latents
    name = "my-model"
    version = "1"
    clamp = 1.9
    activation = "relu"               # of the feature network
    feature_prefix = "feature_net"    # of its parameters
    flow_prefix = "cinn"
    [[labels]]                        # thirteen of them, as in the manifest
    key = "teff"
    ...
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import numpy as np
import torch
from torch import nn

from . import golden, package
from .config import NetworkConfig
from .engine import Engine
from .export_posterior import export_posterior
from .labels import Label, LabelSet
from .network import ConditionalINN


class UnknownLayout(ValueError):
    """The checkpoint is not the architecture that the description promises."""


def run(description: Path, folder: Path) -> None:
    spec = tomllib.loads(description.read_text())
    donor = Engine(description.parent / spec["donor"])
    state = torch.load(description.parent / spec["checkpoint"], map_location="cpu", weights_only=True)
    state = state[spec["state"]] if "state" in spec else state
    network = rebuild(state, spec, np.sqrt(donor.basis.variance), len(donor.pixels.windows))
    labels = LabelSet([Label(**entry) for entry in spec["labels"]]) if "labels" in spec else donor.labels
    write(network, labels, donor, folder, spec)


def rebuild(state: dict, spec: dict, coefficient_std: np.ndarray, windows: int) -> ConditionalINN:
    """A network with the checkpoint's weights; sizes are read off the weights' shapes."""
    features = _linears(state, spec.get("feature_prefix", "feature_network"))
    flow_prefix = spec.get("flow_prefix", "flow")
    blocks = _blocks(state, flow_prefix)
    if not features or not blocks:
        raise UnknownLayout("no feature network or no coupling blocks under the prefixes of the description")
    hidden_layers = len(blocks[0]["subnet1"]) - 1
    config = NetworkConfig(
        blocks=len(blocks),
        hidden=blocks[0]["subnet1"][0][0].shape[0],
        hidden_layers=hidden_layers,
        features=[w.shape[0] for w, _ in features],
        clamp=spec["clamp"],
        activation=spec.get("activation", "relu"),
    )
    dims = len(blocks[0]["perm"])
    network = ConditionalINN(coefficient_std, windows, config, dims, seed=0)
    if features[0][0].shape[1] != network.scaling.size:
        raise UnknownLayout(
            f"the feature network takes {features[0][0].shape[1]} inputs, the donor package gives "
            f"{network.scaling.size} (coefficients, S/N and coverage of {windows} windows)"
        )
    _copy(network.feature_network, features)
    with torch.no_grad():
        for i, block in enumerate(blocks):
            permute, coupling = network.flow.module_list[2 * i], network.flow.module_list[2 * i + 1]
            permute.perm.copy_(block["perm"])
            permute.perm_inv.copy_(torch.argsort(block["perm"]))
            _copy(coupling.subnet1, block["subnet1"])
            _copy(coupling.subnet2, block["subnet2"])
    return network.eval()


def write(network: ConditionalINN, labels: LabelSet, donor: Engine, folder: Path, spec: dict) -> dict:
    """Write the package: the donor's files with a new posterior, golden vector and manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("basis.f16", donor.manifest["emulator"]["file"], donor.manifest["latents"]["file"]):
        shutil.copyfile(donor.folder / name, folder / name)
    export_posterior(network, folder / "posterior.onnx")
    export_posterior(network, folder / "posterior_fp16.onnx", half=True)
    settings = donor.manifest["latents"]
    (folder / "golden.json").write_text(
        json.dumps(golden.compute(labels, len(donor.pixels.windows), settings["draws"], folder, donor.latents)) + "\n"
    )
    (folder / "MODEL_CARD.md").write_text(
        f"# {spec['name']} {spec['version']}\n\nImported from the FrEIA checkpoint `{spec['checkpoint']}` onto the basis "
        f"and emulator of {donor.manifest['name']} {donor.manifest['version']}. Its accuracy has not been measured.\n"
    )
    manifest = {
        **donor.manifest,
        "name": spec["name"],
        "version": spec["version"],
        "labels": [label.as_dict() for label in labels.labels],
        "bias_correction": None,
        "metrics": {},
        "training": {"imported_from": spec["checkpoint"]},
    }
    manifest["posterior"] = {
        **donor.manifest["posterior"],
        "file": "posterior.onnx",
        "half_file": "posterior_fp16.onnx",
        "alpha": network.config.clamp,
        "blocks": network.config.blocks,
    }
    manifest["files"] = {
        name: {}
        for name in (
            "basis.f16",
            "posterior.onnx",
            "posterior_fp16.onnx",
            donor.manifest["emulator"]["file"],
            settings["file"],
            "golden.json",
            "MODEL_CARD.md",
        )
    }
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return package.refresh_hashes(folder)


def _linears(state: dict, prefix: str) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Weights and biases of the fully connected layers under `prefix`, in the order of their names' numbers."""
    names = [name for name in state if name.startswith(prefix) and name.endswith("weight") and state[name].ndim == 2]
    names.sort(key=lambda name: [int(number) for number in re.findall(r"\d+", name[len(prefix) :])])
    return [(state[name], state[name[: -len("weight")] + "bias"]) for name in names]


def _blocks(state: dict, prefix: str) -> list[dict]:
    """Permutation and sub-networks of each coupling block, in order."""
    numbers = sorted(
        {
            int(match.group(1))
            for name in state
            if (match := re.match(re.escape(prefix) + r"\.module_list\.(\d+)\.", name))
        }
    )
    blocks, permutation = [], None
    for number in numbers:
        here = f"{prefix}.module_list.{number}."
        if f"{here}perm" in state:
            permutation = state[f"{here}perm"].long()
            continue
        subnets = {name: _linears(state, f"{here}{name}.") for name in ("subnet1", "subnet2")}
        if permutation is None or not all(subnets.values()):
            raise UnknownLayout(f"{here} is not a GLOW coupling block after a permutation")
        blocks.append({"perm": permutation, **subnets})
        permutation = None
    return blocks


def _copy(module: nn.Module, layers: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    linears = [layer for layer in module.modules() if isinstance(layer, nn.Linear)]
    if len(linears) != len(layers):
        raise UnknownLayout(f"{len(layers)} layers where {len(linears)} belong")
    with torch.no_grad():
        for layer, (weight, bias) in zip(linears, layers):
            if layer.weight.shape != weight.shape:
                raise UnknownLayout(f"a layer of {tuple(weight.shape)} where {tuple(layer.weight.shape)} belongs")
            layer.weight.copy_(weight)
            layer.bias.copy_(bias)
