"""The emulator as one ONNX graph: labels -> coefficients in the shipped basis, and the predicted relative error.

Features -> Gaussian processes (in double: float32 would lose the cancelling weights) -> square root of the line depth
at a few hundred selected pixels -> coefficients of the unrotated spectrum -> rotation. The rotation matrices of all
nodes are compressed to their leading modes. The error of a spectrum is a small fit to the emulator's own predictive
errors, since the exact ones would need the inverse covariance matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .basis import Bases, Rotation
from .emulator import Emulator, rms_error
from .gp import Ensemble, GaussianProcess
from .labels import GRID_KEYS, KEYS, SOLAR_LITHIUM, VBROAD
from .onnx_graph import Graph
from .prior import Prior


@dataclass
class ErrorFit:
    """ln(error) from the emulator's standardised inputs by one hidden layer of tanh units."""

    hidden_weight: np.ndarray  # [D, h]
    hidden_bias: np.ndarray
    weight: np.ndarray  # [h]
    bias: float
    scatter: float  # rms of ln(fit / exact)

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return np.exp(np.tanh(x @ self.hidden_weight + self.hidden_bias) @ self.weight + self.bias)


def fit_error(emulator: Emulator, prior: Prior, seed: int, n: int = 6000) -> ErrorFit:
    """Fit the emulator's own predictive errors over the prior."""
    from sklearn.neural_network import MLPRegressor

    labels = np.delete(prior.draw(n, np.random.default_rng(seed)), VBROAD, axis=1)
    pairs = [emulator.predict_scores(part) for part in np.array_split(labels, 12)]
    target = np.log(np.concatenate([rms_error(emulator, p) for p in pairs]))
    x = emulator.standardise(labels)
    split = n - n // 6
    model = MLPRegressor(hidden_layer_sizes=(32,), activation="tanh", alpha=1e-3, max_iter=400, random_state=seed)
    model.fit(x[:split], target[:split])
    scatter = np.sqrt(np.mean((model.predict(x[split:]) - target[split:]) ** 2))
    return ErrorFit(
        model.coefs_[0], model.intercepts_[0], model.coefs_[1][:, 0], float(model.intercepts_[1][0]), float(scatter)
    )


def export_emulator(emulator: Emulator, bases: Bases, error: ErrorFit, path: Path, modes: int = 8) -> dict:
    """Write the graph; returns the error that compressing the rotation matrices makes (rms, in coefficients)."""
    graph = Graph("emulator")
    labels = graph.input("labels", ["B", len(KEYS)])
    wide = graph.cast(labels, "float64")
    x = _standardised_inputs(graph, emulator, wide)
    scores = [
        graph.node("Concat", *[_ensemble(graph, process, x) for process in part.processes], axis=1)
        for part in emulator.components
    ]
    depth = _depth(graph, emulator, scores, bases.compressor.pixels)
    flux = graph.node("Sub", graph.constant(1.0001, "float32"), graph.node("Mul", depth, depth))
    unrotated = graph.node(
        "MatMul",
        graph.node("Sub", flux, graph.constant(bases.compressor.mean, "float32")),
        graph.constant(bases.compressor.matrix, "float32"),
    )
    vbroad = graph.node("Gather", labels, graph.constant([VBROAD], "int64"), axis=1)
    compression, coefficients = _rotated(graph, bases.rotation, unrotated, vbroad, modes)
    graph.output(coefficients, "coefficients", ["B", bases.rotation.offsets.shape[1]])
    hidden = graph.node(
        "Tanh", graph.linear(graph.cast(x, "float32"), error.hidden_weight.T, error.hidden_bias, "float32")
    )
    log_error = graph.linear(hidden, error.weight[None], np.array([error.bias]), "float32")
    flat = graph.node("Reshape", graph.node("Exp", log_error), graph.constant([-1], "int64"))
    graph.output(flat, "error", ["B"])
    graph.save(path)
    return {"rotation_mode_error": compression, "error_fit_scatter": error.scatter}


def _standardised_inputs(graph: Graph, emulator: Emulator, labels: str) -> str:
    pick = lambda i: graph.node("Gather", labels, graph.constant([i], "int64"), axis=1)
    columns = [pick(KEYS.index(key)) for key in GRID_KEYS]
    columns[0] = graph.node("Div", graph.constant(5040.0, "float64"), columns[0])
    lithium = graph.node("Add", columns[-1], columns[GRID_KEYS.index("fe_h")])
    columns[-1] = graph.node("Add", lithium, graph.constant(SOLAR_LITHIUM, "float64"))
    features = graph.node("Concat", *columns, axis=1)
    return graph.node(
        "Div", graph.node("Sub", features, graph.constant(emulator.input_mean)), graph.constant(emulator.input_std)
    )


def _ensemble(graph: Graph, ensemble: Ensemble, x: str) -> str:
    """Mean of the members' means [B, k], float32."""
    total, *others = [_process(graph, member, x) for member in ensemble.members]
    for other in others:
        total = graph.node("Add", total, other)
    return graph.node("Mul", total, graph.constant(1.0 / len(ensemble.members), "float32"))


def _process(graph: Graph, process: GaussianProcess, x: str) -> str:
    """Mean of one Gaussian process [B, k], float32."""
    number = lambda value: graph.constant(float(value), "float64")
    axis = graph.constant([1], "int64")
    warped = x
    if process.warp_bias.size:
        hidden = graph.node("MatMul", x, graph.constant(process.warp_weight))
        hidden = graph.node("Tanh", graph.node("Add", hidden, graph.constant(process.warp_bias)))
        warped = graph.node("Add", x, graph.node("MatMul", hidden, graph.constant(process.warp_out)))
    embedded = graph.node("MatMul", warped, graph.constant(process.embedding))
    known = process.embed(process.inputs).astype(np.float32).astype(np.float64)  # as it is stored
    own = graph.node("ReduceSum", graph.node("Mul", embedded, embedded), axis, keepdims=1)
    cross = graph.node("MatMul", embedded, _wide(graph, -2.0 * known.T))
    distance = graph.node("Add", graph.node("Add", own, cross), graph.constant((known**2).sum(1)[None]))
    distance = graph.node("Max", distance, number(0.0))
    base = graph.node("Add", graph.node("Mul", distance, number(0.5 / process.alpha)), number(1.0))
    # base ** -alpha through exp and log: faster than Pow in double
    power = graph.node("Exp", graph.node("Mul", graph.node("Log", base), number(-process.alpha)))
    rational = graph.node("Mul", power, number(process.amplitude))
    linear = graph.node("MatMul", x, _wide(graph, (process.inputs * process.polynomial**2).T))
    shifted = graph.node("Add", linear, number(1.0))
    kernel = graph.node(
        "Add", rational, graph.node("Mul", graph.node("Mul", shifted, shifted), number(process.quadratic))
    )
    weights = _wide(graph, process.weights)
    return graph.cast(graph.node("MatMul", kernel, weights), "float32")


def _wide(graph: Graph, values: np.ndarray) -> str:
    """A double that is stored as float32."""
    return graph.cast(graph.constant(values, "float32"), "float64")


def _depth(graph: Graph, emulator: Emulator, scores: list[str], pixels: np.ndarray) -> str:
    """Square root of the line depth at `pixels`, never negative; the regions are blended by fixed weights."""
    main = emulator.components[0]
    keep = np.ones(len(pixels))
    mean, patches = main.mean[pixels].copy(), []
    for part, score in zip(emulator.components[1:], scores[1:]):
        _, local, where = np.intersect1d(part.pixels, pixels, return_indices=True)
        weight = np.zeros(len(pixels))
        weight[where] = part.weight[local]
        basis = np.zeros((len(part.basis), len(pixels)))
        basis[:, where] = part.basis[:, local]
        patch = np.zeros(len(pixels))
        patch[where] = part.mean[local]
        keep *= 1.0 - weight
        mean = mean * (1.0 - weight) + weight * patch
        patches.append(graph.node("MatMul", score, graph.constant(basis * weight, "float32")))
    depth = graph.node(
        "MatMul", scores[0], graph.cast(graph.constant(main.basis[:, pixels] * keep, "float16"), "float32")
    )
    for patch in patches:
        depth = graph.node("Add", depth, patch)
    return graph.node("Relu", graph.node("Add", depth, graph.constant(mean, "float32")))


def _rotated(graph: Graph, rotation: Rotation, unrotated: str, vbroad: str, modes: int) -> tuple[float, str]:
    """Coefficients in the shipped basis; weights are hat functions in v^2 on dense knots."""
    count, inputs, components = rotation.matrices.shape
    knots, spread = rotation.dense()
    v = graph.node("Min", graph.node("Mul", vbroad, vbroad), graph.constant(knots[-1], "float32"))
    rise = np.concatenate([[1.0], np.diff(knots)])
    fall = np.concatenate([np.diff(knots), [1.0]])
    left = np.concatenate([[-1.0], knots[:-1]])
    right = np.concatenate([knots[1:], [knots[-1] + 1.0]])
    up = graph.node(
        "Mul", graph.node("Sub", v, graph.constant(left[None], "float32")), graph.constant(1.0 / rise[None], "float32")
    )
    down = graph.node(
        "Mul", graph.node("Sub", graph.constant(right[None], "float32"), v), graph.constant(1.0 / fall[None], "float32")
    )
    weights = graph.node("Relu", graph.node("Min", up, down))  # [B, V]
    flat = rotation.matrices.reshape(count, -1).astype(np.float64)
    u, s, vt = np.linalg.svd(flat, full_matrices=False)
    modes = min(modes, count)
    loadings = u[:, :modes] * s[:modes]
    kept = vt[:modes].astype(np.float32)
    error = float(np.sqrt(((loadings @ kept - flat) ** 2).sum(axis=1).max() / components))
    stacked = kept.reshape(modes, inputs, components).transpose(1, 0, 2).reshape(inputs, modes * components)
    product = graph.node("MatMul", unrotated, graph.cast(graph.constant(stacked, "float16"), "float32"))
    product = graph.node("Reshape", product, graph.constant([-1, modes, components], "int64"))
    share = graph.node(
        "Unsqueeze",
        graph.node("MatMul", weights, graph.constant(spread @ loadings, "float32")),
        graph.constant([2], "int64"),
    )
    rotated = graph.node("ReduceSum", graph.node("Mul", product, share), graph.constant([1], "int64"), keepdims=0)
    offset = graph.node("MatMul", weights, graph.constant(spread @ rotation.offsets, "float32"))
    return error, graph.node("Add", rotated, offset)
