"""The inference graph of the cINN: coefficients, S/N, coverage and latents -> samples and their log-density.

The condition passes each coupling block's first layer once for each spectrum: the layer's weights are split into the
part that acts on the labels and the part that acts on the features, and the latter's product is broadcast over the
samples. The half-precision variant keeps its weights and the sub-networks' arithmetic in float16; the feature
network, the affine transforms and the log-density stay in float32.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from FrEIA.modules import GLOWCouplingBlock, PermuteRandom

from .network import ConditionalINN
from .onnx_graph import Graph

_FREIA_CLAMP = 0.636  # FrEIA's ATAN clamp is clamp * 0.636 * atan(s), not the paper's Eq. 6


def export_posterior(network: ConditionalINN, path: Path, half: bool = False) -> None:
    scaling = network.scaling
    components, windows = len(scaling.inverse_std), scaling.size - 1 - len(scaling.inverse_std)
    graph = Graph("posterior")
    coefficients = graph.input("coefficients", ["B", components])
    snr = graph.input("snr", ["B", 1])
    coverage = graph.input("coverage", ["B", windows])
    latents = graph.input("latents", ["N", network.dims])
    features = _features(graph, network, coefficients, snr, coverage, half)
    samples, log_density = _inverse_flow(graph, network, features, latents, half)
    graph.output(samples, "samples", ["B", "N", network.dims])
    graph.output(log_density, "log_density", ["B", "N"])
    graph.save(path)


def _features(graph: Graph, network: ConditionalINN, coefficients: str, snr: str, coverage: str, half: bool) -> str:
    whitened = graph.node("Mul", coefficients, graph.constant(network.scaling.inverse_std.numpy()))
    log_snr = graph.node("Mul", graph.node("Log", snr), graph.constant(1.0 / math.log(10.0), "float32"))
    log_snr = graph.node(
        "Div", graph.node("Sub", log_snr, graph.constant(2.0, "float32")), graph.constant(0.58, "float32")
    )
    covered = graph.node(
        "Mul", graph.node("Sub", coverage, graph.constant(0.9, "float32")), graph.constant(4.0, "float32")
    )
    value = graph.node("Concat", whitened, log_snr, covered, axis=1)
    for layer in network.feature_network:
        if isinstance(layer, torch.nn.Linear):
            value = _stored_linear(graph, value, layer, half)
        elif isinstance(layer, torch.nn.SiLU):
            value = graph.node("Mul", value, graph.node("Sigmoid", value))
        elif isinstance(layer, torch.nn.ReLU):
            value = graph.node("Relu", value)
        else:
            raise ValueError(f"no ONNX form for the feature network's {type(layer).__name__}")
    return value


def _stored_linear(graph: Graph, value: str, layer: torch.nn.Linear, half: bool) -> str:
    """A float32 product whose weights are stored in float16 if `half`."""
    weight = layer.weight.detach().numpy().T
    stored = graph.cast(graph.constant(weight, "float16"), "float32") if half else graph.constant(weight)
    return graph.node("Add", graph.node("MatMul", value, stored), graph.constant(layer.bias.detach().numpy()))


def _inverse_flow(graph: Graph, network: ConditionalINN, features: str, latents: str, half: bool) -> tuple[str, str]:
    shape = graph.node("Shape", features)
    batch = graph.node("Slice", shape, graph.constant([0], "int64"), graph.constant([1], "int64"))
    ones = graph.node("Concat", batch, graph.constant([1, 1], "int64"), axis=0)
    value = graph.node("Expand", latents, ones)  # [B, N, D]
    square = graph.node("ReduceSum", graph.node("Mul", latents, latents), graph.constant([1], "int64"), keepdims=0)
    log_density = graph.node(
        "Add",
        graph.node("Mul", square, graph.constant(-0.5, "float32")),
        graph.constant(-0.5 * network.dims * math.log(2.0 * math.pi), "float32"),
    )
    for module in reversed(list(network.flow.module_list)):
        if isinstance(module, PermuteRandom):
            value = graph.node("Gather", value, graph.constant(module.perm_inv.numpy()), axis=2)
        elif isinstance(module, GLOWCouplingBlock):
            value, scale = _inverse_coupling(graph, module, value, features, half)
            log_density = graph.node("Add", log_density, scale)
        else:
            raise ValueError(f"no inverse for {type(module).__name__}")
    return value, log_density


def _inverse_coupling(graph: Graph, block: GLOWCouplingBlock, value: str, features: str, half: bool):
    a, b = block.split_len1, block.split_len2
    first, second = graph.node("Split", value, graph.constant([a, b], "int64"), outputs=2, axis=2)
    second, scale2 = _affine(graph, block.subnet1, first, second, features, (a, b), block.clamp, half)
    first, scale1 = _affine(graph, block.subnet2, second, first, features, (b, a), block.clamp, half)
    total = graph.node("Add", scale1, scale2)
    return graph.node("Concat", first, second, axis=2), total


def _affine(
    graph: Graph, subnet, passive: str, active: str, features: str, sizes: tuple[int, int], clamp: float, half: bool
):
    """active -> (active - t) exp(-s) with s, t from `passive` and the features; also the sum of s. [B, N]"""
    passive_size, size = sizes
    dtype = "float16" if half else "float32"
    linears = [layer for layer in subnet if isinstance(layer, torch.nn.Linear)]
    weight, bias = (p.detach().numpy() for p in (linears[0].weight, linears[0].bias))
    labels_part, features_part = weight[:, :passive_size], weight[:, passive_size:]
    cast = (lambda name: graph.cast(name, "float16")) if half else (lambda name: name)
    condition = graph.linear(cast(features), features_part, bias, dtype)
    condition = graph.node("Unsqueeze", condition, graph.constant([1], "int64"))  # [B, 1, h]
    hidden = graph.node("MatMul", cast(passive), graph.constant(labels_part.T, dtype))
    hidden = graph.node("Relu", graph.node("Add", hidden, condition))
    for i, layer in enumerate(linears[1:], start=1):
        hidden = graph.linear(hidden, layer.weight.detach().numpy(), layer.bias.detach().numpy(), dtype)
        if i < len(linears) - 1:
            hidden = graph.node("Relu", hidden)
    if half:
        hidden = graph.cast(hidden, "float32")
    s, t = graph.node("Split", hidden, graph.constant([size, size], "int64"), outputs=2, axis=2)
    s = graph.node("Mul", graph.atan(s), graph.constant(clamp * _FREIA_CLAMP, "float32"))
    moved = graph.node("Mul", graph.node("Sub", active, t), graph.node("Exp", graph.node("Neg", s)))
    return moved, graph.node("ReduceSum", s, graph.constant([2], "int64"), keepdims=0)
