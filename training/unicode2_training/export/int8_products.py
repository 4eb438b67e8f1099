"""Products of int8 weights, without making them float32 first.

`quantize_graph` stores a weight as int8 with a scale per output channel, which the runtime turns into float32 when it
loads the graph. A step of one token then spends its time on fetching four bytes per weight. ONNX Runtime's MatMulNBits
fetches one: it rounds the other factor to int8 too, in blocks with a scale each. Its blocks are made of the stored
int8 values when the graph is loaded, so that files and parameter names stay as they are.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from ..models.runtime_operators import DOMAIN

BLOCKS = (64, 32, 16)  # the longest that divides a row; shorter ones take more scales and no less time
INT8_ACTIVATIONS = 4  # MatMulNBits' accuracy level
MIDDLE = 128  # what MatMulNBits takes for zero


def use_int8_products(model: onnx.ModelProto) -> int:
    """Replace x @ W.T by MatMulNBits, in place, where W is one int8 weight or several on top of each other.

    Returns the number of products replaced.
    """
    graph = model.graph
    makers = {output: node for node in graph.node for output in node.output}
    stored = {tensor.name: tensor for tensor in graph.initializer}
    replaced = 0
    for node in [node for node in graph.node if node.op_type == "MatMul"]:
        names = stacked_weights(node.input[1], makers)
        if not names or not all(f"{name}.int8" in stored for name in names):
            continue
        rows = [stored[f"{name}.int8"].dims[0] for name in names]
        columns = stored[f"{names[0]}.int8"].dims[1]
        block = next((size for size in BLOCKS if columns % size == 0), None)
        if block is None:
            continue
        for name in names:
            if f"{name}.blocks" not in makers:
                made = block_nodes(graph, name, columns // block, block)
                makers |= {output: part for part in made for output in part.output}
                for part in reversed(made):
                    graph.node.insert(0, part)
        parts = [stack(graph, node, [f"{name}.{kind}" for name in names]) for kind in ("blocks", "block_scales")]
        product = helper.make_node(
            "MatMulNBits", [node.input[0], *parts], node.output, name=node.name, domain=DOMAIN, K=columns, N=sum(rows),
            bits=8, block_size=block, accuracy_level=INT8_ACTIVATIONS,
        )  # fmt: skip
        node.CopyFrom(product)
        replaced += 1
    remove_unused(graph)
    return replaced


def stacked_weights(name: str, makers: dict[str, onnx.NodeProto]) -> list[str]:
    """The names of the weights whose rows, one below the other, are the transpose of a factor; none if it is not so."""
    transposed = makers.get(name)
    if transposed is None or transposed.op_type != "Transpose":
        return []
    source = transposed.input[0]
    stacked = makers.get(source)
    return list(stacked.input) if stacked is not None and stacked.op_type == "Concat" else [source]


def block_nodes(graph: onnx.GraphProto, name: str, count: int, block: int) -> list[onnx.NodeProto]:
    """Nodes from `<name>.int8` (N, K) and `<name>.scale` (N, 1) to uint8 (N, K / block, block) and its scales."""
    middle = constant(graph, "blocks.middle", np.array(MIDDLE, np.float32))
    shape = constant(graph, f"blocks.{count}x{block}", np.array([0, count, block]))
    scales = constant(graph, f"blocks.{count}", np.array([1, count]))
    return [
        helper.make_node("Cast", [f"{name}.int8"], [f"{name}.steps"], to=TensorProto.FLOAT),
        helper.make_node("Add", [f"{name}.steps", middle], [f"{name}.lifted"]),
        helper.make_node("Cast", [f"{name}.lifted"], [f"{name}.bytes"], to=TensorProto.UINT8),
        helper.make_node("Reshape", [f"{name}.bytes", shape], [f"{name}.blocks"]),
        helper.make_node("Expand", [f"{name}.scale", scales], [f"{name}.block_scales"]),
    ]


def constant(graph: onnx.GraphProto, name: str, value: NDArray[np.generic]) -> str:
    """The name of an initializer, which is made on first use."""
    if all(tensor.name != name for tensor in graph.initializer):
        graph.initializer.append(numpy_helper.from_array(value, name))
    return name


def stack(graph: onnx.GraphProto, before: onnx.NodeProto, names: list[str]) -> str:
    """The name of several tensors put one below the other by a node ahead of `before`."""
    if len(names) == 1:
        return names[0]
    name = f"{before.output[0]}.{names[0]}"
    position = list(graph.node).index(before)
    graph.node.insert(position, helper.make_node("Concat", names, [name], axis=0))
    return name


def remove_unused(graph: onnx.GraphProto) -> None:
    """Drop nodes and initializers whose values nobody takes."""
    while True:
        taken = {name for node in graph.node for name in node.input} | {output.name for output in graph.output}
        unused = [node for node in graph.node if taken.isdisjoint(node.output)]
        if not unused:
            break
        for node in unused:
            graph.node.remove(node)
    for tensor in [tensor for tensor in graph.initializer if tensor.name not in taken]:
        graph.initializer.remove(tensor)
