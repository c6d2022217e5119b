import numpy as np
import onnx
import onnxruntime

from starflow_training.onnx_graph import Graph


def test_arctangent_is_exact_to_float32_and_has_cuda_kernels(tmp_path):
    # Given
    path = tmp_path / "atan.onnx"
    graph = Graph("atan")
    graph.output(graph.atan(graph.input("x", ["N"])), "y", ["N"])
    graph.save(path)
    x = np.concatenate([np.linspace(-60.0, 60.0, 100_001), [0.0, 1e-6, -1e6]]).astype(np.float32)

    # When
    (found,) = onnxruntime.InferenceSession(str(path)).run(None, {"x": x})

    # Then: ONNX Runtime's own Atan has no CUDA kernel
    assert np.abs(found - np.arctan(x.astype(np.float64))).max() < 5e-7
    assert {node.op_type for node in onnx.load(str(path)).graph.node} <= {"Mul", "Add", "Sqrt", "Div", "Identity"}
