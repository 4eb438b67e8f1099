"""Prints the base64 text of the graph in block-scores.ts.

scores [N, K] = vectorScale · rowScales · (vectors [N, d] − 128) · rows [d, K] + biases; maxima of every 16 of them.
"""

import base64

import onnx
from onnx import TensorProto, helper


def value(name: str, kind: int, *sizes: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, sizes)


inputs = [
    value("vectors", TensorProto.UINT8, "N", "d"),
    value("vectorScale", TensorProto.FLOAT, 1),
    value("rows", TensorProto.INT8, "d", "K"),
    value("rowScales", TensorProto.FLOAT, "K"),
    value("biases", TensorProto.FLOAT, "K"),
]
outputs = [value("scores", TensorProto.FLOAT, "N", "K"), value("maxima", TensorProto.FLOAT, "N", "b")]
initializers = [
    helper.make_tensor("zero", TensorProto.UINT8, [], [128]),
    helper.make_tensor("shape", TensorProto.INT64, [3], [0, -1, 16]),
    helper.make_tensor("lastAxis", TensorProto.INT64, [1], [2]),
]
operands = ["vectors", "rows", "vectorScale", "rowScales", "zero", "", "biases"]
nodes = [
    helper.make_node("MatMulIntegerToFloat", operands, ["scores"], domain="com.microsoft"),
    helper.make_node("Reshape", ["scores", "shape"], ["inBlocks"]),
    helper.make_node("ReduceMax", ["inBlocks", "lastAxis"], ["maxima"], keepdims=0),
]
graph = helper.make_graph(nodes, "block-scores", inputs, outputs, initializers)
opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="")
print(base64.b64encode(model.SerializeToString()).decode())
