"""Weight-only int8 with one scale per output channel, without surprises.

Weights are rounded in PyTorch first (`round_weights`), so golden outputs, precomputed codes and evaluation all see the
numbers that ship. The ONNX pass then stores exactly those numbers as int8 + scale; an initializer that is not on such a
grid stays as it is.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

SMALLEST = 4096  # elements; smaller tensors stay in float32


@torch.no_grad()
def round_to_int8(weight: Tensor) -> Tensor:
    """Nearest values q · s with q in −127 … 127 and one scale s per row of the first axis."""
    flat = weight.reshape(weight.shape[0], -1)
    scale = (flat.abs().amax(dim=1, keepdim=True) / 127.0).clamp(min=1e-12)
    return ((flat / scale).round() * scale).reshape(weight.shape)


@torch.no_grad()
def round_weights(module: nn.Module, *, skip: tuple[str, ...] = ()) -> None:
    """Round every large matrix, kernel and embedding of a module in place."""
    for name, part in module.named_modules():
        is_weighted = isinstance(part, nn.Linear | nn.Conv2d | nn.Embedding)
        if is_weighted and part.weight.numel() > SMALLEST and name not in skip:
            part.weight.copy_(round_to_int8(part.weight))


def channel_axis(graph: onnx.GraphProto, name: str, rank: int) -> int:
    """Which axis of an initializer holds output channels, judged by its consumer."""
    for node in graph.node:
        if name not in node.input:
            continue
        if node.op_type == "MatMul" and node.input[1] == name:
            return rank - 1
        if node.op_type == "Gemm":
            transposed = any(a.name == "transB" and a.i == 1 for a in node.attribute)
            return 0 if transposed else 1
    return 0


def as_int8(values: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]] | None:
    """int8 values and scales if the array lies on such a grid, else None."""
    moved = np.moveaxis(values, axis, 0).reshape(values.shape[axis], -1)
    scale = np.maximum(np.abs(moved).max(axis=1) / 127.0, 1e-12)
    shape = [1] * values.ndim
    shape[axis] = -1
    scale = scale.reshape(shape).astype(np.float32)
    rounded = np.round(values / scale)
    if np.abs(rounded * scale - values).max() > 1e-5 * np.abs(values).max():
        return None
    return rounded.astype(np.int8), scale


def name_weights(model: onnx.ModelProto, module: nn.Module) -> None:
    """Give every matrix the name of its parameter, in place.

    The exporter stores a linear layer's matrix transposed under a number; `<parameter>.transposed` says what it is, so
    that training can go on from a pack.
    """
    matrices = {name: value.detach().numpy() for name, value in module.state_dict().items() if value.dim() == 2}
    for tensor in model.graph.initializer:
        if len(tensor.dims) != 2 or tensor.name in matrices:
            continue
        values = numpy_helper.to_array(tensor)
        for name, matrix in matrices.items():
            if matrix.shape == values.shape[::-1] and np.array_equal(matrix.T, values):
                rename(model.graph, tensor.name, f"{name}.transposed")
                del matrices[name]  # equal matrices (zeros, say) still get a name each
                break


def rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    """Rename an initializer and every use of it."""
    for tensor in graph.initializer:
        if tensor.name == old:
            tensor.name = new
    for node in graph.node:
        for index, name in enumerate(node.input):
            if name == old:
                node.input[index] = new


def quantize_graph(model: onnx.ModelProto) -> tuple[int, int]:
    """Replace large initializers by int8 + Cast + Mul, in place. Returns (stored as int8, left in float)."""
    graph = model.graph
    new_nodes, done, left = [], 0, 0
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or len(tensor.dims) < 2 or np.prod(tensor.dims) <= SMALLEST:
            continue
        values = numpy_helper.to_array(tensor)
        packed = as_int8(values, channel_axis(graph, tensor.name, values.ndim))
        if packed is None:
            left += 1
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(packed[0], f"{name}.int8"))
        graph.initializer.append(numpy_helper.from_array(packed[1], f"{name}.scale"))
        new_nodes.append(helper.make_node("Cast", [f"{name}.int8"], [f"{name}.float"], to=TensorProto.FLOAT))
        new_nodes.append(helper.make_node("Mul", [f"{name}.float", f"{name}.scale"], [name]))
        done += 1
    for node in reversed(new_nodes):
        graph.node.insert(0, node)
    return done, left
