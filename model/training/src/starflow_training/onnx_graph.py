"""A small builder of ONNX graphs: named constants, one method per node, checked when saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_TYPES = {"float32": TensorProto.FLOAT, "float16": TensorProto.FLOAT16, "float64": TensorProto.DOUBLE}
_OPSET, _IR_VERSION = 17, 8
# Minimax series of arctan(u) / u in u^2 for |u| < tan(pi/8), relative error 2e-8.
_ATAN_SERIES = (0.999999982, -0.333327969, 0.199744048, -0.138514784, 0.0798496291)


class Graph:
    def __init__(self, name: str):
        self.name = name
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []
        self._count = 0
        self._known: dict[tuple, str] = {}

    def input(self, name: str, shape: list, dtype: str = "float32") -> str:
        self.inputs.append(helper.make_tensor_value_info(name, _TYPES[dtype], shape))
        return name

    def output(self, value: str, name: str, shape: list, dtype: str = "float32") -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, _TYPES[dtype], shape))

    def constant(self, value, dtype: str | None = None) -> str:
        """An initialiser; equal small ones are stored once."""
        array = np.asarray(value) if dtype is None else np.asarray(value, dtype=dtype)
        key = (array.dtype.str, array.shape, array.tobytes()) if array.size <= 16 else None
        if key in self._known:
            return self._known[key]
        name = self._new("constant")
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        if key is not None:
            self._known[key] = name
        return name

    def node(self, op: str, *inputs: str, outputs: int = 1, **attributes):
        names = [self._new(op.lower()) for _ in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def cast(self, value: str, dtype: str) -> str:
        return self.node("Cast", value, to=_TYPES[dtype])

    def linear(self, value: str, weight: np.ndarray, bias: np.ndarray, dtype: str) -> str:
        """value @ weight^T + bias, PyTorch's layout."""
        product = self.node("MatMul", value, self.constant(weight.T, dtype))
        return self.node("Add", product, self.constant(bias, dtype))

    def atan(self, value: str) -> str:
        """arctan to 4e-7 from operators that ONNX Runtime has CUDA kernels for; its own Atan runs on the CPU alone.

        Halving the angle twice brings the argument below tan(pi/8), where a short odd polynomial is enough.
        """
        one = self.constant(1.0, "float32")
        for _ in range(2):
            square = self.node("Mul", value, value)
            value = self.node("Div", value, self.node("Add", self.node("Sqrt", self.node("Add", square, one)), one))
        square = self.node("Mul", value, value)
        series = self.constant(_ATAN_SERIES[-1], "float32")
        for coefficient in reversed(_ATAN_SERIES[:-1]):
            series = self.node("Add", self.node("Mul", series, square), self.constant(coefficient, "float32"))
        return self.node("Mul", self.node("Mul", value, series), self.constant(4.0, "float32"))

    def save(self, path: Path) -> None:
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.constants)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="starflow-train"
        )
        model.ir_version = _IR_VERSION
        onnx.checker.check_model(model)
        onnx.save(model, str(path))

    def _new(self, stem: str) -> str:
        self._count += 1
        return f"{stem}_{self._count}"
