"""Prints the base64 text of the graph in best-int8-products.ts.

products [S, w] = (vectors [S, S·m] − 128) · columns [S·m, w], in integers. Read as [B, b], their maxima choose `count` of the B blocks:
`largest` are those maxima, descending, `blocks` the numbers of the chosen blocks, ascending, `best` [count, b] their products.
`ofSampled` are the products with the numbers `sampled`. The columns are an initializer that best-int8-products.ts appends.
"""

import base64

import onnx
from onnx import TensorProto, helper


def value(name: str, kind: int, *dims: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, dims)


def integers(name: str, *values: int) -> onnx.TensorProto:
    return helper.make_tensor(name, TensorProto.INT64, [len(values)], values)


inputs = [
    value("vectors", TensorProto.UINT8, "S", "Sm"),
    value("shape", TensorProto.INT64, 2),
    value("count", TensorProto.INT64, 1),
    value("sampled", TensorProto.INT32, "s"),
]
outputs = [
    value("blocks", TensorProto.INT32, "n"),
    value("best", TensorProto.INT32, "n", "b"),
    value("largest", TensorProto.INT32, "n"),
    value("ofSampled", TensorProto.INT32, "s"),
]
initializers = [
    helper.make_tensor("zero", TensorProto.UINT8, [], [128]),
    integers("flatShape", -1),
    integers("lastAxis", 1),
]
nodes = [
    helper.make_node("MatMulInteger", ["vectors", "columns", "zero"], ["products"]),
    helper.make_node("Reshape", ["products", "shape"], ["inBlocks"]),
    helper.make_node("ReduceMax", ["inBlocks", "lastAxis"], ["maxima"], keepdims=0),
    helper.make_node("TopK", ["maxima", "count"], ["largest", "chosen"]),
    helper.make_node("TopK", ["chosen", "count"], ["ascending", "places"], largest=0),
    helper.make_node("Gather", ["inBlocks", "ascending"], ["best"]),
    helper.make_node("Cast", ["ascending"], ["blocks"], to=TensorProto.INT32),
    helper.make_node("Reshape", ["products", "flatShape"], ["flat"]),
    helper.make_node("Gather", ["flat", "sampled"], ["ofSampled"]),
]
graph = helper.make_graph(nodes, "best-int8-products", inputs, outputs, initializers)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10, producer_name="")
print(base64.b64encode(model.SerializeToString()).decode())
